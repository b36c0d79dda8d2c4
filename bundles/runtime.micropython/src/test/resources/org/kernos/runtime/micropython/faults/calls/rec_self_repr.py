# CALL_FAILED: the Python interpreter has crashed: call stack exhausted
def f():
    x = []; x.append(x)
    return repr(x)
