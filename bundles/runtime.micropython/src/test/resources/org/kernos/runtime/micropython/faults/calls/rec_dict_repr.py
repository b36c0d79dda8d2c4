# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
def f():
    x = {}
    x['a'] = x
    return str(x)
