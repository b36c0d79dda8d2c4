print([x * x for x in range(5)], [x for x in range(10) if x % 3 == 0], [(x, y) for x in range(2) for y in 'ab'])
print(sorted({x % 3 for x in range(10)}), sorted({k: v for v, k in enumerate('abc')}.items()))
print(sum(x for x in range(100) if x % 2), list(x + y for x in range(3) for y in range(x)))
print([[i * j for j in range(3)] for i in range(3)], [a for a, b in [(1, 2), (3, 4)]])
print([x if x % 2 else -x for x in range(5)], [y for x in [1, 2] for y in [x] * x if y])
x = 'outer'
[x for x in range(3)]
print(x)
print([f(3) for f in [lambda v, n=n: v * n for n in range(4)]])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row])
