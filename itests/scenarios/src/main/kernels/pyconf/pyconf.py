"""Tells its settings, and takes changes of them while it is in use; a speed above 100 is too fast."""
_first = int(__config__["speed"])


def setting(key):
    return __config__.get(key)


def first():
    return _first


def __configure__(config):
    if int(config["speed"]) > 100:
        raise ValueError("too fast")
