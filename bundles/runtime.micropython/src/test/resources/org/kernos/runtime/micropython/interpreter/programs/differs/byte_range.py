# differs: a bytearray keeps the lowest eight bits of an integer; an array has no search
a = bytearray(2)
a[0] = 257
a[1] = -1
print(a)
from array import array
try:
    5 in array('i', [5])
except NotImplementedError:
    print('NotImplementedError')
