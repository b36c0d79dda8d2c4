class Point:
    count = 0
    def __init__(self, x, y=0):
        self.x, self.y = x, y
        Point.count += 1
    def moved(self, dx):
        return Point(self.x + dx, self.y)
    def __repr__(self):
        return 'Point({}, {})'.format(self.x, self.y)
    @staticmethod
    def origin():
        return Point(0)
    @classmethod
    def of(cls, pair):
        return cls(*pair)
p = Point(1, 2)
print(p, p.moved(3), Point.origin(), Point.of((7, 8)), Point.count, p.count)
p.x = 10
p.extra = 'new'
print(p, p.extra, hasattr(p, 'nope'), getattr(p, 'nope', 'default'), getattr(p, 'x'))
setattr(p, 'y', 99); print(p.y)
method = p.moved
print(method(1), Point.moved(p, 2), callable(method), callable(p))
print(isinstance(p, Point), type(p) is Point, type(p).__name__, p.__class__ is Point, Point.__name__)
try:
    p.nope
except AttributeError:
    print('AttributeError')
try:
    Point()
except TypeError:
    print('TypeError')
print(sorted(k for k in p.__dict__))
class Empty: pass
e = Empty(); e.a = 1
print(e.a, Empty() == Empty(), e == e, e != Empty(), bool(e))
Empty.later = lambda self: 'added'
print(e.later())
