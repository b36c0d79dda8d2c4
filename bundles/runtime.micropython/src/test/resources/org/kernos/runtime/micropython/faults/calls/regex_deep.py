# CALL_FAILED: the Python interpreter has crashed: call stack exhausted
import re
def f(): return re.match('(a|b)*c', 'ab' * 100000)
