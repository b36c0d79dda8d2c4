print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 2])), list(filter(lambda x: x > 1, range(4))))
print(list(zip('ab', [1, 2, 3])), list(zip()), list(enumerate('ab')), list(enumerate('ab', 5)), list(reversed([1, 2, 3])), ''.join(reversed('abc')))
print(any([0, 1]), any([]), all([1, 0]), all([]), any(x > 3 for x in range(5)), sum([1, 2, 3]), sum([0.5, 0.25]), sum([[1], [2]], []), sum(range(101)))
print(min(3, 1), max(3, 1), min('b', 'a'), max([1, 5, 3]), max([], default=0), max('a', 'bb', key=len))
print(list(zip(*[(1, 2), (3, 4)])), dict(zip('ab', range(2))), list(range(10))[::3])
for bad in (lambda: max([]), lambda: min(), lambda: sum('ab'), lambda: list(5), lambda: zip(1)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
