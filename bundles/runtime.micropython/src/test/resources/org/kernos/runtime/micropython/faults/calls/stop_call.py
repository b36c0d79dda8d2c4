# CALL_FAILED: raised StopIteration
def f(): raise StopIteration
