# CALL_FAILED or TIME_LIMIT: the Python interpreter has crashed|took longer|raised
import uctypes
def f():
    b = uctypes.bytearray_at(0, 1 << 20)
    for i in range(len(b)): b[i] = 0xff
    return 1
