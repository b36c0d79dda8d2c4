# CALL_FAILED: raised RuntimeError: generator ignored GeneratorExit
def g():
    while True:
        try: yield 1
        except GeneratorExit: pass
def f():
    x = g(); next(x); x.close(); return 'closed'
