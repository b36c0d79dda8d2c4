s = 'Hello, World'
print(s.upper(), s.lower(), s.find('o'), s.find('o', 5), s.rfind('o'), s.find('z'))
print(s.index('W'), s.count('l'), s.replace('l', 'L'), s.replace('l', 'L', 1))
print(s.startswith('Hell'), s.endswith('ld'), s.startswith('ell', 1))
print('  a b '.strip() + '|', '  a '.lstrip() + '|', ' a  '.rstrip() + '|', 'xxaxx'.strip('x'))
print('a,b,,c'.split(','), 'a b  c'.split(), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1))
print(','.join(['a', 'b', 'c']), ''.join([]), '-'.join('xyz'))
print('abc'.isalpha(), '123'.isdigit(), 'aB'.isupper(), 'AB'.isupper(), 'ab'.islower(), ' \t'.isspace(), ''.isalpha())
print('a-b-c'.partition('-'), 'a-b-c'.rpartition('-'), 'abc'.partition('x'))
print('abc'.center(9) + '|')
print('one\ntwo\r\nthree'.splitlines(), 'a\nb'.splitlines(True))
print('abc'.encode(), b'abc'.decode(), 'ä'.encode('utf-8'))
for method in ('index', 'rindex'):
    try:
        getattr(s, method)('zz')
    except ValueError:
        print('ValueError')
