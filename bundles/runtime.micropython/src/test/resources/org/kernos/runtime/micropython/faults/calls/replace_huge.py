# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
def f(): return ('x' * 10000).replace('x', 'y' * 10000)
