x = 'module'
class C:
    x = 'class'
    y = x + '!'
    def f(self): return x
    class Inner:
        z = 5
    numbers = [i for i in range(3)]
print(C.x, C.y, C().f(), C.Inner.z, C.Inner().z, C.numbers)
def make(base):
    class Local(base):
        tag = base.__name__
    return Local
L = make(C)
print(L.tag, L().f(), L.__name__)
class Shared:
    items = []
a, b = Shared(), Shared()
a.items.append(1); b.items = ['own']
print(Shared.items, a.items, b.items)
class Private:
    def __init__(self): self._p = 1
print(Private()._p)
