# TIME_LIMIT: the call took longer than PT0\.3S
def f(): return len('%1000000000d' % 5)
