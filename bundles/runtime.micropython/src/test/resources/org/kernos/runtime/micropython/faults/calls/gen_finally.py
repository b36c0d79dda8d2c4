# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
def g():
    try: yield 1
    finally:
        while True: pass
x = g()
next(x)
def f(): x.close()
