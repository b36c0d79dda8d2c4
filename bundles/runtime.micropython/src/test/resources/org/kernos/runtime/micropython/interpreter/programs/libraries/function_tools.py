import functools
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(lambda a, b: a + b, [], 'start'))
print(functools.partial(pow, 2)(5), functools.partial(max, 3)(1, 7))
def named(f):
    @functools.wraps(f)
    def run(*a):
        return f(*a)
    return run
@named
def double(x):
    return 2 * x
print(double(4))
