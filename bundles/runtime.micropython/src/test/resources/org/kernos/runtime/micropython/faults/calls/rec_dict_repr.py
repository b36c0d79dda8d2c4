# CALL_FAILED: raised RuntimeError: maximum recursion depth exceeded
def f():
    x = {}
    x['a'] = x
    return str(x)
