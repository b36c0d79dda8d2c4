# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
def f():
    keep = []
    while True:
        try: keep.append('x' * 1000 + str(len(keep)))
        except MemoryError: pass
