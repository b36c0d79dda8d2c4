# INIT_FAILED: MemoryError|the module could not be run: the call took longer
class A:
    def __iter__(self):
        while True: yield 'f'
__all__ = A()
def f(): return 1
