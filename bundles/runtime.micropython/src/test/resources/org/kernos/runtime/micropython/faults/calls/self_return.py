# CALL_FAILED: raised ValueError: a list, tuple or dict is nested deeper than 100
def f():
    x = []; x.append(x)
    return x
