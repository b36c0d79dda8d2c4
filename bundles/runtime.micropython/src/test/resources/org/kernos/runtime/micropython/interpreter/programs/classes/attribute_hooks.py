class Proxy:
    def __init__(self, target):
        self.target = target
    def __getattr__(self, name):
        if name.startswith('get_'):
            return lambda: self.target[name[4:]]
        raise AttributeError(name)
p = Proxy({'a': 1})
print(p.get_a(), hasattr(p, 'nope'), getattr(p, 'nope', 5), p.target)
class Dynamic: pass
for i in range(5):
    setattr(Dynamic, 'm%d' % i, lambda self, i=i: i)
print([getattr(Dynamic(), 'm%d' % i)() for i in range(5)])
d = Dynamic()
for i in range(100):
    setattr(d, 'attr%d' % i, i)
print(d.attr99, len(d.__dict__))
delattr(d, 'attr5')
print(hasattr(d, 'attr5'))
Made = type('Made', (Dynamic,), {'x': 5, 'get': lambda self: self.x})
print(Made().get(), Made.__name__, Made().m2(), isinstance(Made(), Dynamic))
