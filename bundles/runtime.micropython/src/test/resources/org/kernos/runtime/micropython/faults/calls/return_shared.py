# CALL_FAILED or TIME_LIMIT: ValueError: a list, tuple or dict is too large to be copied with all that is in it|took longer
def f():
    s = 'x' * 100000
    return [s] * 10000
