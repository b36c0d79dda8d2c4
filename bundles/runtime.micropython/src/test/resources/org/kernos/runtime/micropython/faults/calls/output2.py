# CALL_FAILED or TIME_LIMIT: the call (printed more than 1048576 bytes|took longer than PT0\.3S)
def f():
    s = 'x' * 100000
    for _ in range(1000): print(s)
