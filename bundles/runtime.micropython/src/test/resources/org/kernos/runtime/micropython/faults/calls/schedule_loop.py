# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
import micropython
def again(x):
    while True: pass
def f():
    micropython.schedule(again, 0)
    while True: pass
