class Animal:
    legs = 4
    def __init__(self, name):
        self.name = name
    def speak(self):
        return self.name + ' ' + self.sound()
    def sound(self):
        return '...'
class Dog(Animal):
    def sound(self):
        return 'woof'
class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age
    def sound(self):
        return super().sound() + '!'
p = Puppy('rex', 1)
print(p.speak(), p.age, p.legs, Animal('x').speak(), Dog('y').speak())
print(isinstance(p, Animal), isinstance(p, (int, Dog)), issubclass(Puppy, Animal), issubclass(Dog, Puppy), issubclass(Dog, (int, Animal)))
class A:
    def who(self): return 'A'
    def only(self): return 'onlyA'
class B:
    def who(self): return 'B'
    def other(self): return 'otherB'
class C(A, B):
    def both(self): return A.who(self) + B.who(self)
c = C()
print(c.who(), c.only(), c.other(), c.both())
class L(list):
    def total(self): return sum(self)
l = L([1, 2, 3]); l.append(4)
print(l.total(), len(l), l[0], list(l), isinstance(l, list))
class D(dict):
    def __missing__(self, key): return key
    def shout(self): return [k.upper() for k in sorted(self)]
d = D(); d['a'] = 1
print(d['a'], d.shout(), 'a' in d)
class MyInt(int):
    def double(self): return self * 2
print(MyInt(5).double(), MyInt(5) + 1)
class E(Exception):
    def __init__(self, code):
        super().__init__('code %d' % code)
        self.code = code
try:
    raise E(7)
except Exception as e:
    print(e, e.code, isinstance(e, E), e.args)
