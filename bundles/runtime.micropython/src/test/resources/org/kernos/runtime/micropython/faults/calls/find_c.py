# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
def f():
    s = 'a' * 300000
    n = 'a' * 100000 + 'b'
    return [s.find(n) for _ in range(100)]
