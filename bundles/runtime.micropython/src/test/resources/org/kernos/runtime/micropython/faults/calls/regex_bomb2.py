# TIME_LIMIT or CALL_FAILED: the call took longer than PT0\.3S|raised MemoryError|run out of memory|crashed
import re
def f(): return re.match('(a|a)*b', 'a' * 40)
