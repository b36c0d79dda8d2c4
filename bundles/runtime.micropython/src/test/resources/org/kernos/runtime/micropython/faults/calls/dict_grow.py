# CALL_FAILED or TIME_LIMIT: raised MemoryError|run out of memory|the call took longer
def f():
    d = {}
    while True: d[len(d)] = 1
