# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
def f():
    class C:
        def __str__(self): return str(self)
        def __repr__(self): return repr(self)
    return str(C())
