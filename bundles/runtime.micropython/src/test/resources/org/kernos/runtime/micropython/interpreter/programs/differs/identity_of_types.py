# differs: generators and coroutines are one type, and send() can start both; functions have no attributes
async def c():
    return 5
def g():
    yield 5
print(type(c()) == type(g()))
try:
    c().send(None)
except StopIteration as e:
    print(e.value)
try:
    g.tag = 1
except AttributeError:
    print('AttributeError')
