def primes(n):
    sieve = bytearray(n + 1)
    for i in range(2, n + 1):
        if not sieve[i]:
            yield i
            for j in range(i * i, n + 1, i):
                sieve[j] = 1
print(list(primes(60)), sum(1 for _ in primes(5000)))
def life(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    k = (x + dx, y + dy)
                    counts[k] = counts.get(k, 0) + 1
    return {k for k, n in counts.items() if n == 3 or n == 2 and k in cells}
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(20):
    glider = life(glider)
print(sorted(glider))
def queens(n, row=0, columns=(), down=(), up=()):
    if row == n:
        return 1
    return sum(queens(n, row + 1, columns + (c,), down + (row - c,), up + (row + c,)) for c in range(n) if c not in columns and row - c not in down and row + c not in up)
print([queens(n) for n in range(1, 7)])
