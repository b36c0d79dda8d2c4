# INIT_FAILED: the module could not be run: the Python interpreter has crashed: call stack exhausted
import re
re.match('(a|b)*c', 'ab' * 100000)
