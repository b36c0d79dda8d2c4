# TIME_LIMIT: the call took longer than PT0\.3S
def f():
    s = 'a' * 300000
    n = 'a' * 100000 + 'b'
    return [s.find(n) for _ in range(100)]
