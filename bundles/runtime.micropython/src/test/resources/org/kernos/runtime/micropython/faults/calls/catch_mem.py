# CALL_FAILED or TIME_LIMIT: raised MemoryError|run out of memory|the call took longer
def f():
    keep = []
    while True:
        try: keep.append('x' * 1000 + str(len(keep)))
        except MemoryError: pass
