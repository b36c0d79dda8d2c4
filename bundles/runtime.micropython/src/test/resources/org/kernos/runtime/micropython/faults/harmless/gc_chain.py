# 1
import gc
def f():
    x = None
    for _ in range(20000): x = [x]
    gc.collect()
    return 1
