# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
def f():
    x, y = [], []
    for _ in range(20000): x, y = [x], [y]
    return x == y
