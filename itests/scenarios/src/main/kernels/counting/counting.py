"""Counts, and takes its count along when it is swapped."""
_count = 0


def count():
    global _count
    _count += 1
    return _count


def __getstate__():
    return {"count": _count}


def __setstate__(state):
    global _count
    _count = state["count"]
