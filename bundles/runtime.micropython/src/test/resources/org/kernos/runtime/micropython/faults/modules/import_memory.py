# INIT_FAILED: the module raised MemoryError
x = [0]
while True: x += x
