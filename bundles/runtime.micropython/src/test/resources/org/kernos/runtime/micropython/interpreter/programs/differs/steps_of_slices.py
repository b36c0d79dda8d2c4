# differs: slices of str, bytes and tuple have no step but 1; ranges are compared by identity only
for text in ("'abc'[::-1]", "b'abc'[::2]", "(1, 2, 3)[::2]", "[1, 2, 3][::2]", 'range(9)[::2]'):
    try:
        print(eval(text))
    except NotImplementedError:
        print('NotImplementedError', text)
print(range(3) == range(3))
