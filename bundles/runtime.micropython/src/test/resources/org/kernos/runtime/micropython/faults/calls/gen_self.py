# CALL_FAILED: raised ValueError: generator already executing
def f():
    def g():
        next(h)
        yield 1
    h = g()
    return next(h)
