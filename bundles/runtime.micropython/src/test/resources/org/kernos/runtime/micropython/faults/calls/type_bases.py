# CALL_FAILED: raised AttributeError
def f():
    class A: pass
    A.__bases__ = (A,)
    return A().x
