# TIME_LIMIT: did not end by KeyboardInterrupt, and was killed
def f():
    while True:
        try:
            while True: pass
        except BaseException: pass
