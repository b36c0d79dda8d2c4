def show(*args, **named):
    return args, sorted(named.items())
print(show(*[1, 2], *(3,)), show(**{'a': 1}, b=2), show(0, *[1], k=3, **{'z': 4}))
for (a, b), c in [((1, 2), 3), ((4, 5), 6)]:
    print(a, b, c)
for i, (k, v) in enumerate(sorted({'x': 1, 'y': 2}.items())):
    print(i, k, v)
a = b = c = []
b.append(1)
print(a, c)
x, y = y, x = 1, 2
print(x, y)
[p, q] = [8, 9]
print(p, q)
