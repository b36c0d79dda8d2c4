# CALL_FAILED: has crashed: access to address 2147483647 is out of bounds
import uctypes
def f(): return bytes(uctypes.bytearray_at(0x7fffffff, 16))
