# 1
__name__ = 'beside'
def f(): return 1
