# INIT_FAILED: cannot be read: AttributeError: module 'bad' has no attribute 'nope'
__all__ = ['nope', 'f', 5]
def f(): return 1
