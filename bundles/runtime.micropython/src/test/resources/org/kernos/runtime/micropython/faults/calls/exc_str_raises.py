# CALL_FAILED: raised E
class E(Exception):
    def __str__(self): raise ValueError('in str')
def f(): raise E()
