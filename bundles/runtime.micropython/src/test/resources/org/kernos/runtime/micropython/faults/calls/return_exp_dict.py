# CALL_FAILED or TIME_LIMIT: too large to be copied|took longer
def f():
    x = {}
    for _ in range(30): x = {1: x, 2: x}
    return x
