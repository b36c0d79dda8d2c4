# CALL_FAILED: crashed: it could not handle an exception|call stack exhausted
def f():
    e = ValueError(); l = [e];
    e2 = ValueError(l); l.append(e2)
    raise e2
