import random
random.seed(1)
numbers = [random.randint(1, 6) for _ in range(200)]
print(min(numbers) >= 1, max(numbers) <= 6, len(set(numbers)) > 1)
print(all(0 <= random.random() < 1 for _ in range(100)), all(random.choice('abc') in 'abc' for _ in range(20)), 0 <= random.getrandbits(8) < 256)
print(all(2 <= random.uniform(2, 3) <= 3 for _ in range(50)), all(random.randrange(0, 10, 5) in (0, 5) for _ in range(50)))
