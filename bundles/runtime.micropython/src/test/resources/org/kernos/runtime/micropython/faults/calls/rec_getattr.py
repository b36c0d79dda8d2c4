# CALL_FAILED: raised RuntimeError: maximum recursion depth exceeded
def f():
    class C:
        def __getattr__(self, n): return self.x
    return C().x
