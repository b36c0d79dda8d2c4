from collections import OrderedDict, deque, namedtuple
P = namedtuple('P', ['x', 'y'])
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), isinstance(p, tuple), len(p), p + (3,))
a, b = p
print(a, b, namedtuple('Q', 'a b')(3, 4).b)
try:
    p.x = 5
except AttributeError:
    print('AttributeError')
o = OrderedDict([('z', 1), ('a', 2)])
o['m'] = 3
print(list(o), list(o.items()), len(o), o.pop('z'), list(o))
d = deque((), 3)
for i in range(5):
    d.append(i)
print(list(d), len(d), d.popleft(), d.pop(), list(d))
d.appendleft(9); d.extend([7])
print(list(d), d[0], d[-1], bool(d))
d.popleft(); d.popleft(); d.popleft()
try:
    d.popleft()
except IndexError:
    print('IndexError')
