# CALL_FAILED: raised MemoryError: memory allocation failed
def f(): return ('x' * 10000).replace('x', 'y' * 10000)
