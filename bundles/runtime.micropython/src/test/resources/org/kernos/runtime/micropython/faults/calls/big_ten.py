# TIME_LIMIT or CALL_FAILED: took longer than PT0\.3S|raised MemoryError|run out of memory
def f(x=10):
    return x ** x ** 6
