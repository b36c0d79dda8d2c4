# INIT_FAILED: the module's public names, or those in __all__, cannot be read: TypeError
__name__ = 5
__all__ = 7
def f(): return 1
