s = 'abcdef'
print(s[0], s[-1], s[1:3], s[:2], s[4:], s[:], s[-3:-1], s[10:], s[3:1])
print(s + 'gh', s * 2, 3 * 'xy', s * 0, s * -1)
print('a' < 'b', 'a' < 'B', 'abc' < 'abd', 'abc' == 'abc', 'ab' < 'abc', '' < 'a')
print('cd' in s, 'x' not in s, '' in s)
print(len(s), len(''), min(s), max(s), sorted('hello'), list('abc'))
for c in 'xyz':
    print(c, ord(c), chr(ord(c) + 1), end=';')
print()
try:
    s[6]
except IndexError:
    print('IndexError')
try:
    s[0] = 'x'
except TypeError:
    print('TypeError')
try:
    s + 1
except TypeError:
    print('TypeError')
print('it\'s', "say \"x\"", 'tab\there', r'raw\n', 'a' 'b', """three
lines
here""")
