# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
import re
def f(): return re.compile('(' * 10000 + ')' * 10000)
