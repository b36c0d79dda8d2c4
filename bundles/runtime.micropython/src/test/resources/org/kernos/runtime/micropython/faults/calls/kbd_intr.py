# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
import micropython
micropython.kbd_intr(-1)
def f():
    while True: pass
