# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
def f():
    def g(n):
        yield from g(n + 1)
    return list(g(0))
