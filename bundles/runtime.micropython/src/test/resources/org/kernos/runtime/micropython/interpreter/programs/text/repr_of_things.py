print(repr('a'), repr(1), repr(1.5), repr(None), repr(True), repr([1, 'a']), repr((1,)), repr(()), repr({1: 'x'}))
print(repr(b'a\x00\xff\n'), repr(bytearray(b'ab')), repr(range(5)), repr(range(1, 10, 2)))
print(str([None, 1.0, 'x', [b'y']]), repr({'a': [1, (2, 3)]}), repr([[], {}, set()]))
print(repr('\r\n\t\x00\x7f'), repr('\\'))
class Named:
    def __repr__(self):
        return 'Named!'
print(Named(), [Named()], str(Named()), repr(Named()), '%s %r' % (Named(), Named()), '{}'.format(Named()))
class Both:
    def __repr__(self):
        return 'repr'
    def __str__(self):
        return 'str'
print(Both(), [Both()], str(Both()), repr(Both()), f'{Both()}')
l = [1]
l.append(l)
print(len(l), l[1] is l)
