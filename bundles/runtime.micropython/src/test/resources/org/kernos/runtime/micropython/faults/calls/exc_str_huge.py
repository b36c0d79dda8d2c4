# CALL_FAILED: run out of memory|raised ValueError: xxx
def f(): raise ValueError('x' * 500000)
