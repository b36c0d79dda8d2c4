import struct
print(struct.pack('<bBhHiIqQ', -1, 255, -2, 65535, -3, 4294967295, -4, 2 ** 64 - 1))
print(struct.pack('>hi', 1, 2), struct.pack('<f', 1.5), struct.pack('>d', -2.25), struct.pack('4s', b'ab'), struct.pack('<3B', 1, 2, 3), struct.pack('<Bxh', 1, 2))
print(struct.unpack('<hi', b'\x01\x00\x02\x00\x00\x00'), struct.unpack('>d', struct.pack('>d', 3.5)), struct.calcsize('<bhi'), struct.calcsize('<4s2Q'))
b = bytearray(8)
struct.pack_into('<I', b, 2, 0x01020304)
print(b, struct.unpack_from('<I', b, 2), struct.unpack('<Q', b))
for bad in (lambda: struct.unpack('<I', b'\x00'), lambda: struct.pack('<z', 1)):
    try:
        bad()
    except Exception:
        print('refused')
