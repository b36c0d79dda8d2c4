import binascii, hashlib
print(binascii.hexlify(b'\x00\xffab'), binascii.unhexlify(b'00ff6162'), binascii.unhexlify('0a'), binascii.hexlify(b'abc', ':'))
print(binascii.b2a_base64(b'hello world'), binascii.a2b_base64(b'aGVsbG8='), binascii.a2b_base64('aGk='), binascii.crc32(b'123456789'), binascii.crc32(b'6789', binascii.crc32(b'12345')))
print(binascii.hexlify(hashlib.sha256(b'abc').digest()))
h = hashlib.sha256()
for i in range(50):
    h.update(bytes([i]) * i)
print(binascii.hexlify(h.digest()), binascii.b2a_base64(bytes(range(10)), newline=False))
for bad in ('abc', 'zz'):
    try:
        binascii.unhexlify(bad)
    except ValueError:
        print('ValueError')
