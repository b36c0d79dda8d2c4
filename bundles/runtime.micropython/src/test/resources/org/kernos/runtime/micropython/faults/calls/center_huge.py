# CALL_FAILED: raised MemoryError: memory allocation failed
def f(): return 'x'.center(1 << 30)
