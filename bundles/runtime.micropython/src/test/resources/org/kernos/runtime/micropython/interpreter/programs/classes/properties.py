class T:
    def __init__(self): self._c = 0
    @property
    def celsius(self): return self._c
    @celsius.setter
    def celsius(self, v):
        if v < -273: raise ValueError('too cold')
        self._c = v
    @celsius.deleter
    def celsius(self): self._c = None
    @property
    def fahrenheit(self): return self._c * 9 / 5 + 32
t = T()
t.celsius = 100
print(t.celsius, t.fahrenheit)
try:
    t.celsius = -300
except ValueError as e:
    print(e)
try:
    t.fahrenheit = 1
except AttributeError:
    print('AttributeError')
del t.celsius
print(t.celsius)
class P:
    def get(self): return 'got'
    value = property(get)
print(P().value)
class Sub(T):
    @property
    def kelvin(self): return self.celsius + 273
s = Sub(); s.celsius = 1
print(s.kelvin, s.fahrenheit)
