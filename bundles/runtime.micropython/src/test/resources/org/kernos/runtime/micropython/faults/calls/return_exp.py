# CALL_FAILED or TIME_LIMIT: too large to be copied|took longer
def f():
    x = [1]
    for _ in range(30): x = [x, x]
    return x
