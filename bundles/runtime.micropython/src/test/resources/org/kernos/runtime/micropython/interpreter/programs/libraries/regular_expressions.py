import re
m = re.match(r'(\w+) (\d+)', 'abc 123 def')
print(m.group(0), m.group(1), m.group(2))
print(re.match('x', 'abc'), re.search('c', 'abc').group(0), re.search(r'^b', 'abc'), bool(re.match('a.c', 'abc')))
r = re.compile(r'[a-f]+[0-9]*')
print(r.match('abc12').group(0), r.search('zz deadbeef99').group(0))
print(re.sub(r'\d+', '#', 'a1b22c333'), re.sub('a', 'b', 'aaa', 2), re.sub(r'(\w)(\w)', r'\2\1', 'abcd'), re.sub('x', lambda m: m.group(0).upper(), 'axa'))
print(re.compile(',').split('a,b,c'), re.compile(r'\s+').split('a  b c'), re.compile(',').split('a,b,c', 1))
print(re.match('a*', 'aaab').group(0), re.match('a+?', 'aaa').group(0), re.match('(a|b)+', 'abab').group(0), re.match('ab?c', 'ac').group(0))
print(re.search('[^a-z]', 'abc1').group(0), re.search('c$', 'abc').group(0), re.match(r'\.', '.').group(0), re.match('(?:ab)+', 'abab').group(0))
m = re.search('b(c)', 'abcd')
print(m.group(1))
for bad in ('(', '*a', '[a'):
    try:
        re.compile(bad)
        print('compiled')
    except Exception:
        print('refused')
