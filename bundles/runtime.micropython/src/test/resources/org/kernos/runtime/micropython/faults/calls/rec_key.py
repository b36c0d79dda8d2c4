# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
def f(*a):
    return sorted([1, 2], key=f)
