# TIME_LIMIT: the call took longer than PT0\.3S
import re
def f(): return re.match('(a|a)*b', 'a' * 40)
