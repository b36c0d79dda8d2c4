print(int('42'), int('-42'), int('+7'), int('  12  '), int('1_000'))
print(int('ff', 16), int('0xff', 16), int('0b11', 0), int('0o17', 0), int('0x1F', 0), int('z', 36), int('101', 2))
print(int(3.99), int(-3.99), int(b'17'))
for wrong in ('', 'x', '12a', '1.5', '0x', '--1'):
    try:
        print(int(wrong))
    except ValueError:
        print('ValueError', repr(wrong))
for wrong in (None, [], {}):
    try:
        int(wrong)
    except TypeError:
        print('TypeError')
print(hex(255), hex(-255), oct(8), bin(5), bin(-5), hex(1 << 70))
print(str(-0), repr(123456789012345678901234567890))
