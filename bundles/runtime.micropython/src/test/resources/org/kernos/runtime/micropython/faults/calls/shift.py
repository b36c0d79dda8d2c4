# CALL_FAILED: raised MemoryError: memory allocation failed
def f(): return 1 << 10 ** 9
