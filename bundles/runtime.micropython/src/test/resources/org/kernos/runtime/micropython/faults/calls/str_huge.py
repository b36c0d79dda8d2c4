# CALL_FAILED: raised MemoryError: memory allocation failed
def f(): return 'x' * (1 << 30)
