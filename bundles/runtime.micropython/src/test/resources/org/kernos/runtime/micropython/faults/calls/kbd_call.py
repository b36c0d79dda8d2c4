# CALL_FAILED: raised KeyboardInterrupt: me
def f(): raise KeyboardInterrupt('me')
