import json, re
log = """2024-01-01 INFO start
2024-01-01 WARN disk 91
2024-01-02 ERROR disk full
2024-01-02 INFO stop"""
pattern = re.compile(r'([0-9-]+) (\w+) (.*)')
rows = [tuple(pattern.match(line).group(i) for i in (1, 2, 3)) for line in log.split('\n')]
by_level = {}
for day, level, text in rows:
    by_level.setdefault(level, []).append(text)
print(sorted(by_level.items()))
print(json.loads(json.dumps(rows)) == [list(r) for r in rows])
def table(rows):
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    for r in rows:
        print(' '.join(('%-' + str(w) + 's') % c for c, w in zip(r, widths)) + '|')
table(rows)
def rle(s):
    out = []
    for c in s:
        if out and out[-1][0] == c:
            out[-1][1] += 1
        else:
            out.append([c, 1])
    return ''.join('%s%d' % (c, n) for c, n in out)
print(rle('aaabccd'))
