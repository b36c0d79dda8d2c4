print(1.5 + 2.25, 1.5 - 2.25, 1.5 * 2.0, 1.0 / 4, 7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 2.0 ** 0.5)
print(0.1, 0.2, 0.5, 1.0, 100.0, 1e10, 1e16, 1e100, 1e-5, 1e-10, 123456.789)
print(float('1.5'), float('  -2e3 '), float('inf'), float('-inf'), float('1e400'))
print(float('nan') == float('nan'), float('inf') > 1e308, -float('inf') < 0)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 1), round(1234.5678, 2), round(7))
print(int(1e15), int(-1.9), 1e3 == 1000, 0.1 + 0.2 == 0.3)
print(3.0 == 3, hash(3.0) == hash(3), {3: 'a'}[3.0])
print(1.5 < 2, 2 > 1.5, 1.0 is not 1, not 0.0, bool(0.1))
print(divmod(7.5, 2), abs(-1.5), -0.0, max(1, 2.5), min(1, 0.5))
for wrong in ('', 'x', '1.2.3', '1e'):
    try:
        float(wrong)
    except ValueError:
        print('ValueError', repr(wrong))
try:
    1.0 / 0
except ZeroDivisionError:
    print('ZeroDivisionError')
try:
    int(float('inf'))
except OverflowError:
    print('OverflowError')
