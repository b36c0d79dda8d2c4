# TIME_LIMIT: the call took longer than PT0\.3S
import micropython
micropython.kbd_intr(-1)
def f():
    while True: pass
