# differs: an operator is not tried as its reflection, so that > needs __gt__ though there is __lt__; a namedtuple has no _asdict, and json takes a colon for granted
class Low:
    def __lt__(self, other):
        return True
print(Low() < Low())
try:
    Low() > Low()
except TypeError:
    print('TypeError')
from collections import namedtuple
print(hasattr(namedtuple('P', 'x')(1), '_asdict'))
import json
print(json.loads('{"a" 1}'))
