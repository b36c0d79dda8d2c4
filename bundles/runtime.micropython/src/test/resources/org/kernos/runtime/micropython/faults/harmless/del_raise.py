# 1
class C:
    def __del__(self): raise ValueError('del')
def f():
    import gc
    C()
    gc.collect()
    return 1
