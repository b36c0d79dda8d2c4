# TIME_LIMIT: the call took longer than PT0\.3S
def f():
    while True: pass
