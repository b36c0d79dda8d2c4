# INIT_FAILED: the module raised RuntimeError: maximum recursion depth exceeded
def f(): f()
f()
