# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
def f(): return f()
