# INIT_FAILED: maximum recursion depth exceeded|call stack exhausted
import re
re.match('(a|b)*c', 'ab' * 100000)
