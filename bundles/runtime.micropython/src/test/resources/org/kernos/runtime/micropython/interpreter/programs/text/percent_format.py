print('%d %i %s %r' % (5, -6, 'a', 'b'), '%5d|%-5d|%05d|%+d' % (42, 42, 42, 42))
print('%x %X %o %c %c %%' % (255, 255, 8, 65, 'z'))
print('%f %.2f %8.3f|%-8.1f|%e %g' % (1.5, 2.345, 3.14159, 2.0, 12345.678, 0.0001))
print('%s %s %s' % (None, [1, 2], (3,)), '%10s|%-10s|%.2s' % ('abc', 'abc', 'abc'))
print('%(a)s %(b)d' % {'a': 'x', 'b': 7}, '%s' % 5, '%s' % (5,))
print('%d' % 3.99, '%*d' % (6, 42), '%d' % 10 ** 30, '%x' % (1 << 70))
for text, value in (('%d', 'x'), ('%d %d', (1,)), ('%d', (1, 2))):
    try:
        print(text % value)
    except TypeError:
        print('TypeError')
