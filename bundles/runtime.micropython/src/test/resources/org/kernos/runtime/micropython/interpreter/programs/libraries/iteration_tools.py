import itertools
print(list(itertools.chain([1], 'ab', (2.5,))), list(itertools.islice(itertools.count(5, 2), 4)))
print([x for _, x in zip(range(5), itertools.cycle('ab'))], list(itertools.repeat('x', 3)))
print(list(itertools.accumulate([1, 2, 3, 4])), list(itertools.starmap(pow, [(2, 3), (3, 2)])))
print(list(itertools.islice(itertools.count(), 2, 8, 3)))
