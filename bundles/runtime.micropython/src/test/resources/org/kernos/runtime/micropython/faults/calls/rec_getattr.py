# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
def f():
    class C:
        def __getattr__(self, n): return self.x
    return C().x
