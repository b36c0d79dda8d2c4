from array import array
a = array('i', [1, 2, 3])
a.append(-4)
a.extend([5, 6])
print(a, len(a), a[3], a[1:3], list(a), sum(a))
a[0] = 100
print(a[0], 100 in list(a), a == array('i', [100, 2, 3, -4, 5, 6]))
for code in 'bBhHiIlLqQfd':
    b = array(code, [1, 2, 3])
    print(code, b[2], len(bytes(b)) // 3 if code not in 'lL' else '')
d = array('d', [1.5, 2.5])
d[1] *= 2
print(d, array('B', b'abc'))
