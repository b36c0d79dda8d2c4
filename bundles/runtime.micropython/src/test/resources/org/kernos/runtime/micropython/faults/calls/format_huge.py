# TIME_LIMIT or CALL_FAILED: took longer than PT0\.3S|raised MemoryError|run out of memory
def f(): return len('%1000000000d' % 5)
