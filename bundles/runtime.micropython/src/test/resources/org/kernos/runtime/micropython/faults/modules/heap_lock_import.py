# INIT_FAILED: the module could not be run: the Python interpreter has crashed
import micropython
micropython.heap_lock()
def f(): return 1
