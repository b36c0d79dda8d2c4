# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
def f():
    i = 0
    while True:
        i += 1
        hasattr(f, 'name%d' % i)
