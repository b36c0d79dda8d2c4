# TIME_LIMIT: the call took longer than PT0\.3S
def g():
    try: yield 1
    finally:
        while True: pass
x = g()
next(x)
def f(): x.close()
