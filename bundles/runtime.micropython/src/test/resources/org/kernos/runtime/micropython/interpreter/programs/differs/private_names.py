# differs: names in a class that begin with two underscores are not mangled; a descriptor without __get__ at the class is a plain value
class C:
    def __init__(self):
        self.__p = 1
print(C().__p)
class Field:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, instance, owner):
        return ('get', instance is None)
    def __set__(self, instance, value):
        print('set', value)
class D:
    f = Field()
d = D()
print(d.f)
d.f = 5
