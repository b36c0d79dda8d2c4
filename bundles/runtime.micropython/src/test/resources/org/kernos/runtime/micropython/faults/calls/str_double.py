# CALL_FAILED: raised MemoryError: memory allocation failed
def f():
    x = 'x'
    while True: x += x
