# CALL_FAILED: raised OverflowError
def f(): return 1 << 10 ** 18
