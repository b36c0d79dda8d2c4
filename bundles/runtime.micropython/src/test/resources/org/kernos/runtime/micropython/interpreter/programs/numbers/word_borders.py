for n in (2 ** 29, 2 ** 30, 2 ** 31, 2 ** 32, 2 ** 62, 2 ** 63, 2 ** 64):
    print(n - 1, n, n + 1, -n - 1, -n, -n + 1)
    print((n - 1) + 1 == n, (n + 1) - 1 == n, -n - 1 < -n, n * n // n == n, (n << 3) >> 3 == n)
    print(n & (n - 1), n | 1, n ^ n, ~n, -n >> 1, n % 1000, -n % 1000)
i = 1 << 28
for _ in range(5):
    i += i
    print(i, -i, hash(i) == hash(int(str(i))))
