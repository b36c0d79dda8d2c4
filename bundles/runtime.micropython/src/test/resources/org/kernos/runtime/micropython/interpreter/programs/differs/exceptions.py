# differs: exceptions are not chained, a KeyError prints its key as it is, an OSError of one argument takes it for its number, and one argument shows as a tuple
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('from') from e
except ValueError as e:
    print(e, hasattr(e, '__cause__'))
try:
    {}['key']
except KeyError as e:
    print(e)
print(OSError(5).errno, repr(ValueError('r')))
