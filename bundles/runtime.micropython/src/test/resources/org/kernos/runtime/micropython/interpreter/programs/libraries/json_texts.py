import json
for value in (None, True, False, 0, -5, 1.5, 'a"b\n\\', [], [1, [2]], {}, {'a': [1, {'b': None}]}, 'ä'):
    if value != 'ä':
        print(json.dumps(value))
    print(json.loads(json.dumps(value)) == value)
print(json.loads('{"a": [1, 2.5, "x", true, null], "b": {}}') == {'a': [1, 2.5, 'x', True, None], 'b': {}})
print(json.loads(' [1 , 2 ] '), json.loads('"\\u00e4\\n\\t"'), json.loads('-1e3'), json.loads('12345678901234567890'))
print(json.dumps([1, 2], separators=(',', ':')), json.dumps({'a': 1}, separators=(',', ':')))
for bad in ('', '{', '[1,', 'nope', '[1] x', '"abc'):
    try:
        json.loads(bad)
        print('accepted', bad)
    except ValueError:
        print('ValueError')
import io
s = io.StringIO()
json.dump({'k': [1]}, s)
print(s.getvalue(), json.load(io.StringIO('[5]')))
