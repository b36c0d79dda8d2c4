def twice(f):
    def run(*args, **named):
        return f(*args, **named), f(*args, **named)
    return run
@twice
def hello(name='x'):
    return 'hello ' + name
print(hello(), hello('y'), hello(name='z'))
def times(n):
    def decorate(f):
        return lambda *a: [f(*a) for _ in range(n)]
    return decorate
@times(3)
@twice
def one():
    return 1
print(one())
def register(table):
    def add(f):
        table[f.__name__] = f
        return f
    return add
table = {}
@register(table)
def first(): return 1
@register(table)
def second(): return 2
print(sorted(table), table['second'](), first())
def memo(f):
    known = {}
    def run(n):
        if n not in known:
            known[n] = f(n)
        return known[n]
    return run
@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(40))
def plain(cls):
    cls.tag = 'tagged'
    return cls
@plain
class C: pass
print(C.tag)
