parts = []
for i, word in enumerate('the quick brown fox'.split()):
    parts.append(word[0].upper() + word[1:] if i % 2 == 0 else ''.join(reversed(word)))
print(' '.join(parts))
print(''.join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in 'hello world'))
def words(text):
    counts = {}
    for w in text.split():
        counts[w] = counts.get(w, 0) + 1
    return sorted(counts.items(), key=lambda p: (-p[1], p[0]))
print(words('a b a c b a d'))
s = ''
for i in range(200):
    s += str(i % 10)
print(len(s), s[95:105], s.count('7'))
def is_palindrome(s):
    s = ''.join(c.lower() for c in s if c.isalpha())
    return s == ''.join(reversed(s))
print(is_palindrome('A man, a plan, a canal: Panama'), is_palindrome('abc'))
