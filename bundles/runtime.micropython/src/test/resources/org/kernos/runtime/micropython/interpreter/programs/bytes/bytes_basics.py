b = b'hello\x00\xff'
print(b, len(b), b[0], b[-1], b[1:3], b[:0], b + b'!', b * 2)
print(bytes(3), bytes([1, 2, 255]), bytes('ä', 'utf-8'), bytes(b), bytes(), bytes(range(5)))
print(b == b'hello\x00\xff', b'a' < b'b', b'a' in b, 104 in b, b'ell' in b, b != b'')
print(b.find(b'l'), b.rfind(b'l'), b.count(b'l'), b.replace(b'l', b'L'), b.split(b'l'), b.startswith(b'he'), b.endswith(b'\xff'))
print(b'a,b'.split(b','), b','.join([b'x', b'y']), b' a '.strip(), b'ab'.upper(), list(b'abc'))
print(b'abc'.decode(), b'\xc3\xa4'.decode('utf-8'), hash(b'a') == hash(bytes([97])))
for wrong in ([256], [-1], ['a']):
    try:
        bytes(wrong)
    except (ValueError, TypeError) as e:
        print('refused')
try:
    b[0] = 1
except TypeError:
    print('TypeError')
try:
    b'\xff\xfe'.decode()
except UnicodeError:
    print('UnicodeError')
print(b'abc'.hex(), bytes.fromhex('00ff10'), b'\x01\x02'.hex(':'))
