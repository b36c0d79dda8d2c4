r = range(2, 20, 3)
print(list(r), len(r), r[0], r[-1], r[1:3], r.start, r.stop, r.step, 5 in r, 6 in r)
print(list(range(5))[::-1], list(reversed(range(4))))
print(list(range(10, 0, -3)), range(5)[-2], bool(range(0)), bool(range(1)), sum(range(10)))
for bad in (lambda: range(0, 5, 0), lambda: range(5)[10], lambda: range('a')):
    try:
        bad()
    except (ValueError, IndexError, TypeError) as e:
        print(type(e).__name__)
print(list(range(-5, -1)), list(map(lambda i: range(3)[i], [-1, -2])))
