__all__ = ("scale", "describe", "Counter", "table")

import math

factor = 3
table = {"one": 1, "pi": 3.25, "big": 123456789012345678901234567890}
names = (b"raw", "text", None, True)


def scale(x, by=factor):
    return x * by


def describe(value):
    def kind():
        return type(value).__name__

    return "%s %s" % (kind(), value)


class Counter:
    def __init__(self, start=0):
        self.value = start

    def next(self):
        self.value += 1
        return self.value


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def walk(n):
    for i in range(n):
        yield i * i


def divide(a, b):
    try:
        return a // b
    except ZeroDivisionError:
        raise ValueError("division of %d" % a)


def _hidden():
    return math.sqrt(2)
