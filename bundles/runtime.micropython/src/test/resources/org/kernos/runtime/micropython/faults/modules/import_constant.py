# INIT_FAILED: took longer than PT0\.3S|raised MemoryError|run out of memory
# Computed when it is compiled.
def f():
    return 10 ** 10 ** 6
