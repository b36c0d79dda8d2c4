a = {1, 2, 3}
b = {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), len(a), 2 in a, 9 in a)
a.add(7); a.discard(1); a.discard(99); a.remove(2)
print(sorted(a), sorted(a.union(b)), sorted(a.intersection(b)), sorted(a.difference(b)), sorted(a.symmetric_difference(b)))
print({1} <= {1, 2}, {1, 2} >= {2}, {1} < {1}, {1}.issubset({1, 2}), {1, 2}.issuperset({1}), {1}.isdisjoint({2}))
a.update([10, 11]); print(sorted(a))
a |= {20}; a &= {10, 20, 30}; print(sorted(a))
a -= {10}; a ^= {5}; print(sorted(a))
print(set(), set('aab') == {'a', 'b'}, set([1, 1]) == {1}, {1, 2} == {2, 1}, len({1, 1.0, True}))
f = frozenset([1, 2])
print({f: 'x'}[frozenset([2, 1])], sorted(f | {3}), f == {1, 2}, len(f))
c = {1}.copy(); c.clear(); print(c, c == set(), {5}.pop())
for action in (lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: f.add(1)):
    try:
        action()
    except (KeyError, TypeError, AttributeError) as e:
        print(type(e).__name__)
