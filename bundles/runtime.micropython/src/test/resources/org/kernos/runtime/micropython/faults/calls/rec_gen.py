# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
def f():
    def g(n):
        yield from g(n + 1)
    return list(g(0))
