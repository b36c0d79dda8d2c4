for i in range(3):
    print(i, end=' ')
else:
    print('else')
for i in range(5):
    if i == 1:
        continue
    if i == 3:
        break
    print(i, end=' ')
else:
    print('never')
print()
n = 10
while n > 0:
    n -= 3
    if n < 5:
        break
else:
    print('never')
print(n)
while n > 0:
    n -= 1
else:
    print('while else')
print(list(range(5, 0, -2)), list(range(0)), list(range(-3, 3, 2)), len(range(0, 100, 7)), 14 in range(0, 100, 7), range(10)[3])
total = 0
for i in range(100):
    for j in range(i):
        if j % 2:
            continue
        if j > 50:
            break
        total += j
print(total)
for x in []:
    pass
else:
    print('empty')
def find(rows, wanted):
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value == wanted:
                return i, j
    return None
print(find([[1, 2], [3, 4]], 3), find([], 1))
