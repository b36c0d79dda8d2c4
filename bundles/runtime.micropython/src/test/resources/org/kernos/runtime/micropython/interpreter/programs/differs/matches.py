# differs: the regular expressions have no counted repeats and their matches no spans; a pattern of them without an end is taken
import re
m = re.match('(a)(b)', 'abc')
print([hasattr(m, name) for name in ('group', 'groups', 'start', 'end', 'span')])
print(re.match('a{2}', 'aa'))
print(hasattr(re, 'findall'), hasattr(re, 'split'), hasattr(re, 'IGNORECASE'))
