# differs: a dict keeps no order; an OrderedDict does, and equals no dict
from collections import OrderedDict
d = {'b': 1, 'a': 2}
print(d == {'a': 2, 'b': 1}, sorted(d))
o = OrderedDict()
for name in 'zyx':
    o[name] = len(o)
print(o, o == {'z': 0, 'y': 1, 'x': 2})
