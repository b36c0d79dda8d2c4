def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
a, b = counter(), counter()
print(a(), a(), a(5), b())
total = 0
def add(x):
    global total
    total += x
add(3); add(4)
print(total)
def make(n):
    return [lambda: i for i in range(n)], [lambda i=i: i for i in range(n)]
late, early = make(3)
print([f() for f in late], [f() for f in early])
def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run
print(compose(lambda x: x + 1, lambda x: x * 2, str)(5))
def deep():
    x = 1
    def mid():
        def low():
            nonlocal x
            x += 1
            return x
        return low
    return mid()
low = deep()
print(low(), low())
def unbound():
    try:
        print(later)
    except NameError:
        print('NameError')
    later = 1
unbound()
