s = 'äöü€😀z'
print(len(s), s[0], s[3], s[4], s[-1], s[1:4], s[::1] == s)
print([ord(c) for c in s])
print(s.encode())
print(s.encode().decode() == s, s.find('€'), s.split('€'), s.index('z'))
print('\u00e4\U0001F600\x41', chr(8364), '😀' * 3)
print(repr('ä€\x01\n\t\\\''), repr('a"b'), repr("it's"))
print(','.join(s), s in s + 'x', 'ö' in s, s.replace('ö', 'o'))
print({'ä': 1}['ä'], sorted(['ö', 'z', 'a', 'ä']))
