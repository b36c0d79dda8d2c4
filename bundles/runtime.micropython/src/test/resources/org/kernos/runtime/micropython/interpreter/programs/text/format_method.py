print('{} {}'.format(1, 'a'), '{1} {0}'.format(1, 2), '{a} {b}'.format(a=1, b=2), '{{}}'.format())
print('{:5}|{:<5}|{:>5}|{:^5}|'.format(42, 42, 42, 42))
print('{:5}|{:<5}|{:>5}|{:^5}|{:*^7}|'.format('ab', 'ab', 'ab', 'ab', 'ab'))
print('{:d} {:x} {:X} {:o} {:b} {:#x} {:#b} {:c}'.format(10, 255, 255, 8, 5, 255, 5, 65))
print('{:,} {:+} {: } {:05}'.format(1234567, 5, 5, 42))
print('{:.2f} {:10.3f}| {:e} {:g} {:%}'.format(3.14159, 2.71828, 12345.678, 0.5, 0.25))
print('{!r} {!s}'.format('a', 'b'))
print('{:>{}}|{:.{}f}'.format('x', 5, 1.23456, 2))
print('{:03}'.format(5))
try:
    '{} {}'.format(1)
except (IndexError, KeyError):
    print('IndexError')
