# CALL_FAILED: maximum recursion depth exceeded|call stack exhausted
import re
def f(): return re.match('(a|b)*c', 'ab' * 100000)
