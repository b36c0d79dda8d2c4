# CALL_FAILED: the Python interpreter has crashed: call stack exhausted
import re
def f(): return re.compile('(' * 10000 + ')' * 10000)
