# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
def f(): return 'x'.center(1 << 30)
