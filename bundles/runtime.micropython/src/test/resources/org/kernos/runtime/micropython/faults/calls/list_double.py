# CALL_FAILED: raised MemoryError: memory allocation failed
def f():
    x = [0]
    while True: x += x
