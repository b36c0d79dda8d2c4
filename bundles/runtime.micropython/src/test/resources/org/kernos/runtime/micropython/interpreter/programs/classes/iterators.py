class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n + 1
print(list(Countdown(3)), sum(Countdown(4)), [x for x in Countdown(2)], max(Countdown(5)), 2 in Countdown(3), sorted(Countdown(3)))
class Sequence:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(Sequence()), 20 in list(Sequence()), [x for x in Sequence()])
class Lazy:
    def __iter__(self):
        yield 1
        yield 2
l = Lazy()
print(list(l), list(l), tuple(l), sorted(dict(zip(l, 'ab')).items()), ','.join(str(x) for x in l))
it = iter([1, 2])
print(next(it), next(it), next(it, 'end'))
a, b, c = Countdown(3)
print(a, b, c)
n = [3]
def pop():
    n[0] -= 1
    return n[0]
for x in l:
    for y in l:
        print(x, y, end=' ')
print()
try:
    iter(5)
except TypeError:
    print('TypeError')
