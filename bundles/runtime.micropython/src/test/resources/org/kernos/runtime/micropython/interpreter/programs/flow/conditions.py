def kind(x):
    if x is None:
        return 'none'
    elif isinstance(x, bool):
        return 'bool'
    elif isinstance(x, (int, float)):
        return 'number'
    else:
        return 'other'
print(kind(None), kind(True), kind(1), kind(1.5), kind(''))
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, not (1 and 0), None or 'x', '' or [] or 'end')
print('yes' if [] else 'no', 1 if 2 > 1 else 0, (1 if False else 2) + 1)
print(1 < 2 == True, 3 > 2 > 1, not 1 == 2, 1 in [1] == True)
def noisy(value, log=[]):
    log.append(value)
    return value
noisy(0) and noisy(1) or noisy(2)
print(noisy.__name__ if hasattr(noisy, '__name__') else 'noisy')
print([] is [], None is None, () == (), not None)
assert True, 'never'
try:
    assert 1 == 2, 'why'
except AssertionError as e:
    print('AssertionError', e)
if (n := 10) > 5:
    print(n)
print([y := 5, y ** 2])
