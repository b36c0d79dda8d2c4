# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
def f():
    x = []; x.append(x)
    return repr(x)
