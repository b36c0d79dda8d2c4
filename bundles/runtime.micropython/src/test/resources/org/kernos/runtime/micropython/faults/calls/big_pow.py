# TIME_LIMIT or CALL_FAILED: took longer than PT0\.3S|raised MemoryError|run out of memory
def f(x=7):
    return x ** 300000 % 3
