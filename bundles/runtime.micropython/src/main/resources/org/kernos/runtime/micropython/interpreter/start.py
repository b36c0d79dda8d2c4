# What Java needs of Python, run first in each interpreter. All that it uses later it takes now: modules may replace what is in builtins.
def start(js):
    import builtins, gc, sys, uctypes
    from builtins import BaseException, Exception, RuntimeError, bytes, callable, dir, eval, getattr, int, isinstance, issubclass, len, range, tuple, type

    bytearray_at = uctypes.bytearray_at
    import __main__

    main = __main__.__dict__
    sys.path[:] = ['.frozen', '/mods', '/native']
    gc.threshold(262144)
    made = {}

    # Asking for an iterator is the one way in which an exception passes the host, and in which the host gets hold of any object.
    class Raiser:
        def __iter__(self):
            error = self.error
            self.error = None
            raise error

    class Box:
        def __iter__(self):
            value = self.value
            self.value = None
            return value

    raiser = Raiser()
    box = Box()
    box.value = None

    def error_class(name):
        found = getattr(builtins, name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
        if name not in made:
            made[name] = type(name, (Exception,), {})
        return made[name]

    def prepare(name, message):
        try:
            raiser.error = error_class(name)(message)
        except Exception:
            raiser.error = RuntimeError(name + ': ' + message)

    def prepare_again(error):
        raiser.error = error

    # Calls from host functions: their exceptions may come back.
    def keeping(function, *arguments):
        try:
            return function(*arguments)
        except BaseException as error:
            box.value = error
            raise

    def big_int(text):
        box.value = int(text, 16)

    def long_int(high, low):
        box.value = high << 32 | low & 0xffffffff

    def update(target, *pairs):
        for i in range(0, len(pairs), 2):
            target[pairs[i]] = pairs[i + 1]

    def settle():
        for _ in range(4):
            pass

    def functions(module):
        names = getattr(module, '__all__', None)
        if names is None:
            names = [name for name in dir(module) if name[0] != '_']
        found = [(name, getattr(module, name)) for name in names]
        return [name for name, value in found if callable(value) and not isinstance(value, type)]

    modules = sys.modules

    # In the order of the constants of Helper.
    js.helpers = [
        raiser,
        box,
        prepare,
        prepare_again,
        keeping,
        big_int,
        long_int,
        lambda: [],
        lambda target, *more: target.extend(more),
        lambda *elements: elements,
        tuple,
        lambda: {},
        update,
        lambda address, length: bytes(bytearray_at(address, length)),
        lambda source: eval(source, main),
        lambda name: modules.pop(name, None),
        functions,
        settle,
    ]


import js

start(js)
