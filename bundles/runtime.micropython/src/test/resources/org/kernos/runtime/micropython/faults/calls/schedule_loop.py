# TIME_LIMIT: the call took longer than PT0\.3S
import micropython
def again(x):
    while True: pass
def f():
    micropython.schedule(again, 0)
    while True: pass
