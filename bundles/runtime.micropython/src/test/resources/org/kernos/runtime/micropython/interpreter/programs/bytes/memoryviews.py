a = bytearray(b'0123456789')
m = memoryview(a)
print(len(m), m[0], bytes(m[2:5]), bytes(m[-3:]))
m[0] = 65
m[2:4] = b'xy'
print(a)
inner = m[5:]
inner[0] = 90
print(a, bytes(inner))
try:
    memoryview(b'abc')[0] = 1
except TypeError:
    print('TypeError')
print(sum(memoryview(b'\x01\x02\x03')), list(m[:3]))
