# f
import bad
def f(): return bad.f.__name__
