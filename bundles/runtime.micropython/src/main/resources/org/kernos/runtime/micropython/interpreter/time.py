# The module that is built in, but for what waits: that looks at the clock until the time has come.
import _kernos_wait, sys

own = sys.modules.pop(__name__)
path = sys.path[:]
sys.path[:] = ['.frozen']
try:
    import time as found
finally:
    sys.path[:] = path
    sys.modules[__name__] = own
globals().update((name, value) for name, value in found.__dict__.items() if name[0] != '_')


# An interrupt that came meanwhile takes effect in a loop.
def sleep_ms(milliseconds):
    _kernos_wait(milliseconds)
    for _ in range(4):
        pass


def sleep(seconds):
    sleep_ms(seconds * 1000)


del found, own, path, sys
