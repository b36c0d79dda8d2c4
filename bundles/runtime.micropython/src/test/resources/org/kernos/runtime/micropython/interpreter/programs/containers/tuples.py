t = (1, 'a', 2.5)
print(t, len(t), t[0], t[-1], t[1:], t + (4,), t * 2, (1,), (), tuple('ab'), tuple([1, 2]))
print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), 'a' in t, t.index('a'), t.count(1))
a, b, c = t
print(a, b, c)
a, *rest = [1, 2, 3]
print(a, rest)
*start, last = 'abc'
print(start, last)
first, *middle, end = range(5)
print(first, middle, end)
(a, b), c = (1, 2), 3
print(a, b, c)
a, b = b, a
print(a, b)
print({(1, 2): 'x'}[(1, 2)], hash((1, 2)) == hash((1, 2)))
for wrong in ((1,), (1, 2, 3)):
    try:
        a, b = wrong
    except ValueError:
        print('ValueError')
try:
    t[0] = 1
except TypeError:
    print('TypeError')
