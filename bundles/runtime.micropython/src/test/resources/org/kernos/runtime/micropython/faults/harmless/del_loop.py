# 1
class C:
    def __del__(self):
        while True: pass
def f():
    import gc
    c = C(); c = None
    x = [str(i) for i in range(1000)]
    gc.collect()
    return 1
