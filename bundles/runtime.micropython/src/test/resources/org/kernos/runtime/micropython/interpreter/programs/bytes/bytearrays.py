a = bytearray(b'abc')
a[0] = 65
a.append(100)
a.extend(b'ef')
print(a, len(a), a[1], a[1:3], a == b'Abcdef', bytes(a))
a[1:3] = b'XYZ'
print(a)
a += b'!'
print(a, bytearray(3), bytearray([1, 2]), a.find(b'X'), b'YZ' in a)
try:
    a[100] = 1
except IndexError:
    print('IndexError')
a[:] = b''
print(a, len(a), not a)
