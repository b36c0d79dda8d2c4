print(sorted([3, 1, 2]), sorted('bca'), sorted([3, 1, 2], reverse=True), sorted({'b': 1, 'a': 2}))
print(sorted(['bb', 'a', 'ccc'], key=len), sorted([-3, 2, -1], key=abs), sorted(['b', 'A'], key=str.lower))
people = [('ann', 30), ('bob', 25), ('cid', 30), ('dan', 25)]
print(sorted(people, key=lambda p: (p[1], p[0])))
print(sorted(people, key=lambda p: (-p[1], p[0])))
numbers = [(i * 7919) % 1009 for i in range(1009)]
print(sorted(numbers) == list(range(1009)), numbers[0], numbers[1])
numbers.sort(key=lambda x: -x)
print(numbers[:3], numbers[-3:])
try:
    sorted([1, 'a'])
except TypeError:
    print('TypeError')
print(min([3, 1, 2]), max('abc'), min(5, 2, 8), max([1, -5], key=abs), min([], default='none'))
