# 1
import __main__
__main__.__dict__.clear()
def f(): return 1
