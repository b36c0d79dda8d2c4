# CALL_FAILED or TIME_LIMIT: raised MemoryError|run out of memory|the call took longer
def f(): return ('x' * 100000).join(['a'] * 100000)
