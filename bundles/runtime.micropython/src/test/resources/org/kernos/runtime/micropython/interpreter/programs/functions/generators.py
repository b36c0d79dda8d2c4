def count(n):
    i = 0
    while i < n:
        sent = yield i
        i = sent if sent is not None else i + 1
print(list(count(4)), sum(count(5)), [x for x in count(3)])
g = count(10)
print(next(g), next(g), g.send(7), next(g), list(g))
def tree(t):
    if t:
        yield from tree(t[0])
        yield t[1]
        yield from tree(t[2])
print(list(tree(((None, 1, None), 2, (None, 3, ((None, 4, None), 5, None))))))
def sub():
    got = yield 1
    return got
def outer():
    result = yield from sub()
    yield ('result', result)
g = outer()
print(next(g), g.send('x'))
def safe():
    try:
        yield 1
        yield 2
    finally:
        print('closed')
g = safe(); next(g); g.close()
g = safe(); print(list(g))
def catching():
    while True:
        try:
            yield 'value'
        except ValueError as e:
            yield 'caught ' + str(e)
g = catching()
print(next(g), g.throw(ValueError('v')), next(g))
def returning():
    yield 1
    return 'done'
g = returning(); next(g)
try:
    next(g)
except StopIteration as e:
    print('StopIteration', e.value)
try:
    next(g)
except StopIteration as e:
    print('again', e.value)
print(next(iter([]), 'default'), list(zip(count(3), 'abc')))
squares = (x * x for x in range(4))
print(next(squares), list(squares), list(squares))
def endless():
    n = 0
    while True:
        yield n
        n += 1
def take(n, it):
    for _ in range(n):
        yield next(it)
print(list(take(5, endless())))
