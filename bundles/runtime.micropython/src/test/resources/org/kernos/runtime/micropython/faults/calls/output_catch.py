# CALL_FAILED or TIME_LIMIT: printed more than|run out of memory|took longer
def f():
    while True:
        try:
            while True: print('x' * 10000)
        except BaseException: pass
