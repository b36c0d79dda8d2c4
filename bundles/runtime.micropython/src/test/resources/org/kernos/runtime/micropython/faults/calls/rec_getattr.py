# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
def f():
    class C:
        def __getattr__(self, n): return self.x
    return C().x
