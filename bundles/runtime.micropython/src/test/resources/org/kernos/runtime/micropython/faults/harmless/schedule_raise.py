# 1
import micropython
def again(x): raise ValueError('scheduled')
def f():
    micropython.schedule(again, 0)
    return 1
