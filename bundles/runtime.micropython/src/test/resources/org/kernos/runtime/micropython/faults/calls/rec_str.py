# CALL_FAILED: raised RuntimeError: maximum recursion depth exceeded
def f():
    class C:
        def __str__(self): return str(self)
        def __repr__(self): return repr(self)
    return str(C())
