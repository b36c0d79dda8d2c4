class Pause:
    def __init__(self, value): self.value = value
    def __iter__(self):
        got = yield self.value
        return got
    __await__ = __iter__
async def inner(n):
    got = await Pause(n)
    return got * 2
async def outer():
    total = 0
    for n in range(3):
        total += await inner(n)
    return total
def run(coroutine):
    seen = []
    send = None
    while True:
        try:
            send = coroutine.send(send)
            seen.append(send)
        except StopIteration as e:
            return seen, e.value
print(run(outer()))
async def failing():
    try:
        await inner(1)
        raise ValueError('async')
    finally:
        print('finally')
try:
    run(failing())
except ValueError as e:
    print(e)
class Manager:
    async def __aenter__(self):
        print('enter')
        return self
    async def __aexit__(self, *a):
        print('exit', a[0].__name__ if a[0] else None)
class Numbers:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def uses():
    async with Manager() as m:
        async for n in Numbers(3):
            print(n)
run(uses())
def round_robin(*coroutines):
    todo = list(coroutines)
    while todo:
        c = todo.pop(0)
        try:
            print(c.send(None), end=' ')
            todo.append(c)
        except StopIteration:
            pass
    print()
async def task(name, n):
    for i in range(n):
        await Pause(name + str(i))
round_robin(task('a', 2), task('b', 3), task('c', 1))
