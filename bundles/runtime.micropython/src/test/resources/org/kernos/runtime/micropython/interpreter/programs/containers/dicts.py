d = {'a': 1, 'b': 2}
d['c'] = 3
print(sorted(d), len(d), d['a'], d.get('x'), d.get('x', 0), 'a' in d, 'z' not in d)
print(sorted(d.keys()), sorted(d.values()), sorted(d.items()))
del d['a']
print(sorted(d.items()), d.pop('b'), d.pop('zz', None), d)
d.update({'x': 1}); d.update(y=2)
print(sorted(d.items()), d.setdefault('x', 9), d.setdefault('w', 9), d['w'])
print(dict(a=1), dict([('k', 'v')]), dict({'a': 1}) == {'a': 1}, {} == {}, {1: 2} != {1: 3})
e = d.copy(); e.clear(); print(len(d), len(e), bool(e))
k, v = {'only': 1}.popitem(); print(k, v)
print(dict.fromkeys(['a'], 0), {1: 'int'}[True], {1.0: 'f'}[1])
for action in (lambda: d['nope'], lambda: d.pop('nope'), lambda: {}.popitem(), lambda: {[]: 1}):
    try:
        action()
    except (KeyError, TypeError) as e:
        print(type(e).__name__)
try:
    for k in d:
        d[k + '!'] = 1
        if len(d) > 50:
            break
except RuntimeError:
    pass
nested = {'a': {'b': [1, {'c': 2}]}}
print(nested['a']['b'][1]['c'])
many = {i: i * i for i in range(1000)}
print(len(many), many[999], sum(many.values()))
for i in range(0, 1000, 2):
    del many[i]
print(len(many), 500 in many, 501 in many)
