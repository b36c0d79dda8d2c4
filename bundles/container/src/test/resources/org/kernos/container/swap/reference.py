"""The checksums of states, straight from their definitions; prints checksums.txt: python3 reference.py > checksums.txt"""


def checksum(data):
    c = 0
    for byte in data:
        c = (c + byte) & 0xFFFFFFFF
        c = (c << 5 | c >> 27) & 0xFFFFFFFF
    return c


def crc32c(data):
    c = 0xFFFFFFFF
    for byte in data:
        c ^= byte
        for _ in range(8):
            c = c >> 1 ^ (0x82F63B78 if c & 1 else 0)
    return c ^ 0xFFFFFFFF


BYTES = {
    "zeros": lambda i: 0,
    "ones": lambda i: 255,
    "count": lambda i: i & 255,
    "square": lambda i: (i * i * 7 + (i >> 3)) & 255,
    # Fill the register with ones, so that each byte behind them overflows it.
    "overflow": lambda i: [31, 31, 31, 31, 31, 31, 24, 255, 1, 0, 254][i % 11],
}

for name, byte in BYTES.items():
    for length in [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100, 1000, 65537, 1000000]:
        data = bytes(byte(i) for i in range(length))
        print(name, length, "%08x" % checksum(data), "%08x" % crc32c(data))
