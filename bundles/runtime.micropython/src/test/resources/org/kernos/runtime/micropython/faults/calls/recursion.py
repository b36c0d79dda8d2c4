# CALL_FAILED: raised RuntimeError: maximum recursion depth exceeded
def f(): return f()
