# CALL_FAILED or TIME_LIMIT: nested deeper than 100|took longer
def f():
    x = []
    for _ in range(20000): x = [x]
    return x
