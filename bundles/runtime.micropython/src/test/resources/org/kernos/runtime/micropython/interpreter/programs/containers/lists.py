a = [3, 1, 2]
a.append(5); a.extend([7, 8]); a.insert(1, 9)
print(a, len(a), a[0], a[-1], a[1:3], a[::2], a[::-1])
print(a.pop(), a.pop(0), a, a.index(2), a.count(1), 9 in a, 100 not in a)
a.remove(9); print(a)
a.reverse(); print(a)
a.sort(); print(a)
a.sort(reverse=True); print(a)
b = a.copy(); b.clear(); print(a, b)
print([1, 2] + [3], [0] * 3, [[]] * 2, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [1])
print(list('ab'), list(range(3)), list((1, 2)), list({5}))
a = [0, 1, 2, 3, 4, 5]
a[1:3] = ['x']; print(a)
a[1:1] = [7, 8]; print(a)
del a[0]; del a[1:3]; print(a)
a += (1, 2); print(a)
a *= 2; print(a)
for action in (lambda: a[100], lambda: [].pop(), lambda: a.index(99), lambda: a.remove(99), lambda: a['x']):
    try:
        action()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__)
