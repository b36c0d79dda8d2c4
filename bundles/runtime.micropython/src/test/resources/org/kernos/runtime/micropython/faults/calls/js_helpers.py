# CALL_FAILED: raised AttributeError
import js
def f():
    js.helpers = []
