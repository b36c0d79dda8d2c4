print((258).to_bytes(2, 'big'), (258).to_bytes(4, 'little'), (0).to_bytes(1, 'big'))
print(int.from_bytes(b'\x01\x02', 'big'), int.from_bytes(b'\x01\x02', 'little'), int.from_bytes(b'', 'big'))
n = 0x1234567890abcdef1234567890abcdef
print(n.to_bytes(16, 'big') == bytes(int(hex(n)[2:][i:i + 2], 16) for i in range(0, 32, 2)))
print(int.from_bytes(n.to_bytes(20, 'little'), 'little') == n)
