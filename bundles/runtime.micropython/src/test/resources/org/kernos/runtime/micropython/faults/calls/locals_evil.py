# CALL_FAILED: raised NameError: name 'f' isn't defined
def f():
    globals().clear()
    return f()
