def f(a, b=2, *args, c, d=4, **named):
    return a, b, args, c, d, sorted(named.items())
print(f(1, c=3), f(1, 5, 6, 7, c=8, z=9), f(a=1, c=2), f(*[1, 2, 3], **{'c': 4, 'q': 5}))
def g(a, *, k):
    return a, k
print(g(1, k=2))
def h(x, items=[]):
    items.append(x)
    return items
print(h(1), h(2), h(3, []))
def nothing(): pass
print(nothing(), (lambda: 5)(), (lambda a, b=3: a * b)(2), (lambda *a, **k: (a, k))(1, x=2))
for call in (lambda: f(), lambda: g(1), lambda: g(1, 2), lambda: g(1, k=2, z=3), lambda: f(1, a=1, c=2), lambda: nothing(1), lambda: 5()):
    try:
        call()
        print('no error')
    except TypeError:
        print('TypeError')
def outer(n):
    def inner(m):
        return n + m
    return inner
print(outer(1)(2), [outer(i)(10) for i in range(3)])
def many():
    return 1, 2, [3]
a, b, (c,) = many()
print(a, b, c)
