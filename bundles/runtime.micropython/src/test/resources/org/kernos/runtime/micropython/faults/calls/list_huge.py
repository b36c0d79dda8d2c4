# CALL_FAILED: raised MemoryError|crashed
def f(): return [0] * (1 << 30)
