# CALL_FAILED: raised SyntaxError
def f(): return eval('\x00')
