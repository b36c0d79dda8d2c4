# CALL_FAILED: raised RuntimeError: maximum recursion depth exceeded
def f(*a):
    return sorted([1, 2], key=f)
