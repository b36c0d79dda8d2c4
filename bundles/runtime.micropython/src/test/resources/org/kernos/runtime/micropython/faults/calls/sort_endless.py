# TIME_LIMIT: the call took longer than PT0\.3S
def f():
    class C:
        def __lt__(self, o):
            while True: pass
    return sorted([C(), C()])
