# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
def f():
    class C:
        def __str__(self): return str(self)
        def __repr__(self): return repr(self)
    return str(C())
