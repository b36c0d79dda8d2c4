# CALL_FAILED: raised E: own
def f():
    class E(BaseException): pass
    raise E('own')
