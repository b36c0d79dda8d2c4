print(isinstance(1, int), isinstance('', str), isinstance([], (tuple, list)), isinstance(1.0, int))
print(type(1) is int, type('').__name__, type([]) == list, type(None).__name__, callable(len), callable(5), callable(lambda: 0), callable(int))
print(hasattr([], 'append'), hasattr(5, 'x'), getattr('abc', 'upper')(), getattr([], 'nope', None))
print(id('a') == id('a'), hash('a') == hash('a'), hash(5), 'append' in dir([]), 'x' in dir(5))
x = [1]
y = x
print(x is y, x is not [1], x == [1])
print(type(len).__name__ in ('function', 'builtin_function_or_method'), len([1, 2]), len({1: 2}), len('ä'))
try:
    len(5)
except TypeError:
    print('TypeError')
try:
    hash([])
except TypeError:
    print('TypeError')
print(abs(-5), abs(-2.5), pow(2, 5), pow(2, 5, 7), divmod(17, 5), round(2.567, 2), ord('a'), chr(97), bool([]), bool('x'))
