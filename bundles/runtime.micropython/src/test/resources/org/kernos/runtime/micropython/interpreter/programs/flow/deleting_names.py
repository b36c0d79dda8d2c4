x = 5
del x
try:
    x
except NameError:
    print('NameError')
def f():
    y = 1
    del y
    try:
        return y
    except NameError:
        return 'local gone'
print(f())
class C: pass
c = C()
c.a = 1
del c.a
print(hasattr(c, 'a'))
try:
    del c.a
except AttributeError:
    print('AttributeError')
d = {1: 2}
del d[1]
print(d)
a, b = 1, 2
del a, b
