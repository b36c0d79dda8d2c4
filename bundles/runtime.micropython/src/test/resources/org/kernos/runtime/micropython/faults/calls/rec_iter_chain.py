# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
def f():
    it = [1]
    for _ in range(20000): it = filter(None, it)
    return next(it)
