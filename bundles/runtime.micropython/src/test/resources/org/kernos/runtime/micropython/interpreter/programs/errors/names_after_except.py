def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        kept = e
    try:
        return e
    except NameError:
        return type(kept).__name__
print(f())
def cleanup():
    steps = []
    def step(n, fail):
        try:
            if fail: raise ValueError(n)
            steps.append(n)
        except ValueError:
            steps.append(-n)
        finally:
            steps.append('f')
    step(1, False); step(2, True)
    return steps
print(cleanup())
def retry(times):
    for attempt in range(times):
        try:
            if attempt < 2: raise RuntimeError(attempt)
            return attempt
        except RuntimeError as e:
            print('attempt', e)
print(retry(5), retry(1))
def deep(n):
    if n == 0: raise ValueError('bottom')
    try:
        deep(n - 1)
    finally:
        pass
try:
    deep(30)
except ValueError as e:
    print(e)
