class Room:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print('enter', self.name)
        return self
    def __exit__(self, kind, value, trace):
        print('exit', self.name, kind.__name__ if kind else None, value.args if value else None)
        return self.swallow
with Room('a') as r:
    print('in', r.name)
with Room('b', True):
    raise ValueError('lost')
with Room('c') as c, Room('d') as d:
    print(c.name, d.name)
try:
    with Room('e'):
        raise KeyError('kept')
except KeyError as e:
    print('KeyError', e.args)
def early():
    with Room('f'):
        return 'returned'
print(early())
for i in range(3):
    with Room(str(i)):
        if i == 1:
            break
class Bad:
    def __enter__(self):
        raise RuntimeError('enter')
    def __exit__(self, *a):
        print('never')
try:
    with Bad():
        print('never')
except RuntimeError as e:
    print(e)
