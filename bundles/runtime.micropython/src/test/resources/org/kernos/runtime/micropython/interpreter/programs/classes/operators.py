class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return '<%s %s>' % (self.x, self.y)
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    def __sub__(self, o): return V(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    def __rmul__(self, k): return self * k
    def __truediv__(self, k): return V(self.x / k, self.y / k)
    def __floordiv__(self, k): return V(self.x // k, self.y // k)
    def __mod__(self, k): return V(self.x % k, self.y % k)
    def __neg__(self): return V(-self.x, -self.y)
    def __pos__(self): return self
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __invert__(self): return 'inverted'
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x and self.y == o.y
    def __lt__(self, o): return self.x < o.x
    def __le__(self, o): return self.x <= o.x
    def __gt__(self, o): return self.x > o.x
    def __ge__(self, o): return self.x >= o.x
    def __hash__(self): return hash((self.x, self.y))
    def __bool__(self): return bool(self.x or self.y)
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __setitem__(self, i, v):
        if i == 0: self.x = v
        else: self.y = v
    def __delitem__(self, i): self[i] = 0
    def __contains__(self, v): return v == self.x or v == self.y
    def __call__(self, *a): return ('called', a)
    def __iadd__(self, o):
        self.x += o.x
        return self
    def __and__(self, o): return 'and'
    def __or__(self, o): return 'or'
    def __xor__(self, o): return 'xor'
    def __lshift__(self, o): return 'lshift'
    def __rshift__(self, o): return 'rshift'
    def __pow__(self, o): return 'pow'
    def __radd__(self, o): return ('radd', o)
a, b = V(1, 2), V(3, 4)
print(a + b, a - b, a * 2, 3 * a, b / 2, b // 2, b % 2, -a, +a, abs(b), ~a)
print(a == V(1, 2), a != b, a < b, a <= b, b > a, b >= a, bool(V(0, 0)), len(a), a[1], 4 in b, 5 in b)
a[0] = 9; print(a)
del a[1]; print(a)
a += b; print(a, a(1, 2), {V(1, 1): 'found'}[V(1, 1)])
print(a & 1, a | 1, a ^ 1, a << 1, a >> 1, a ** 2, 5 + a, sorted([b, V(0, 1)]))
