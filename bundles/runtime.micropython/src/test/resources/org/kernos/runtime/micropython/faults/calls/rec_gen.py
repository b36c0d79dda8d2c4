# CALL_FAILED: raised RuntimeError: maximum recursion depth exceeded
def f():
    def g(n):
        yield from g(n + 1)
    return list(g(0))
