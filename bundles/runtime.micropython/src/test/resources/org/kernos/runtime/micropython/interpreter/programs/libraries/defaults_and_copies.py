from collections import defaultdict
import copy, operator
d = defaultdict(list)
for word in 'ant bee ape cat bat'.split():
    d[word[0]].append(word)
print(sorted(d.items()), d['none'])
n = defaultdict(int)
for c in 'hello':
    n[c] += 1
print(sorted(n.items()))
a = [1, [2, 3], {'k': [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append(99)
a[2]['k'].append(5)
print(b, c)
print(operator.add(2, 3), operator.mul(4, 5), operator.lt(1, 2), operator.neg(5))
