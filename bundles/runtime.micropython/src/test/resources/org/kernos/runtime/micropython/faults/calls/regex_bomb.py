# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
import re
def f(): return re.match('(a*)*b', 'a' * 30)
