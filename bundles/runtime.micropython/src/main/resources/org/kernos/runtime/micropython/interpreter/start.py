# What Java needs of Python, run first in each interpreter. All that it uses later it takes now: modules may replace what is in builtins.
def start(js):
    import binascii, builtins, env, gc, sys, uctypes
    from builtins import BaseException, Exception, MemoryError, OSError, RuntimeError, bytes, callable, dir, eval, getattr, hasattr, int, isinstance, issubclass, len, list, range, setattr, str, tuple, type

    from vfs import VfsPosix, mount

    bytearray_at = uctypes.bytearray_at
    import __main__

    main = __main__.__dict__
    path = sys.path
    places = ('/kernos/lib', '.frozen', '/lib', '/native')
    path[:] = places
    import_name = builtins.__import__
    # MicroPython has a poorer one written in Python, which would be found before the one in C.
    sys.modules['binascii'] = binascii
    builtins.env = env.env
    gc.threshold(262144)
    # What calls of other modules fail with.
    class KernelError(Exception):
        code = None
        raised_code = None
        function = None
        remote_traceback = None

    builtins.KernelError = KernelError
    made = {'KernelError': KernelError}
    with_attributes = {'KernelError': KernelError}

    # Asking for an iterator is the one way in which an exception passes the host, and in which the host gets hold of any object.
    class Raiser:
        def __iter__(self):
            error = self.error
            self.error = None
            # There was no memory to prepare one.
            raise MemoryError if error is None else error

    class Box:
        def __iter__(self):
            value = self.value
            self.value = None
            return value

    raiser = Raiser()
    raiser.error = None
    box = Box()
    box.value = None

    def error_class(name):
        if name in made:
            return made[name]
        found = getattr(builtins, name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
        made[name] = type(name, (Exception,), {})
        return made[name]

    # Objects of built-in classes have no attributes of their own.
    def class_with_attributes(name):
        if name not in with_attributes:
            with_attributes[name] = type(name, (error_class(name),), {})
        return with_attributes[name]

    def argument(name, message):
        if name == 'OSError' and message.startswith('[Errno '):
            return int(message[7 : message.index(']')])
        return message

    def prepare(name, message, *attributes):
        try:
            kind = class_with_attributes(name) if attributes else error_class(name)
            error = kind(argument(name, message)) if message else kind()
            for i in range(0, len(attributes), 2):
                setattr(error, attributes[i], attributes[i + 1])
            raiser.error = error
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

    def kept():
        error = box.value
        box.value = None
        return error

    def big_int(text):
        box.value = int(text, 16)

    def long_int(high, low):
        box.value = high << 32 | low & 0xffffffff

    def fill(target, first, *elements):
        target[first : first + len(elements)] = elements

    def update(target, _, *pairs):
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

    # Finds it also when modules have changed how others are found.
    def import_module(name):
        sys.path = path
        path[:] = places
        try:
            mount(VfsPosix(), '/')
        except OSError:
            # It is mounted.
            pass
        return import_name(name, None, None, ('*',))

    # A module in a package is an attribute of the package too.
    def put(name, module):
        modules[name] = module
        package, dot, last = name.rpartition('.')
        if dot and package in modules:
            setattr(modules[package], last, module)

    def forget(name):
        modules.pop(name, None)
        package, dot, last = name.rpartition('.')
        getattr(modules.get(package), '__dict__', {}).pop(last, None)

    # Of a module that has begun to run by its name: sys.modules has it before its code is read.
    def configure(module, config):
        found = modules.get(module) if isinstance(module, str) else module
        if found is not None:
            found.__config__ = config

    def plain():
        pass

    def generator():
        yield

    # Those of a module: closures are of another type, and do not say where they are from.
    module_functions = (type(plain), type(generator))

    # Whoever has imported the old module, or a function of it, has the new one's from now on.
    def rebind(old, new):
        inner = old.__dict__
        for module in [main] + [getattr(value, '__dict__', {}) for value in modules.values()]:
            for name, value in list(module.items()):
                if value is old:
                    module[name] = new
                elif module is not inner and isinstance(value, module_functions) and value.__globals__ is inner and hasattr(new, value.__name__):
                    module[name] = getattr(new, value.__name__)

    # In the order of the constants of Helper.
    js.helpers = [
        raiser,
        box,
        prepare,
        prepare_again,
        keeping,
        kept,
        big_int,
        long_int,
        lambda length: [None] * length,
        fill,
        lambda *elements: elements,
        tuple,
        lambda: {},
        update,
        lambda address, length: bytes(bytearray_at(address, length)),
        lambda source: eval(source, main),
        import_module,
        forget,
        put,
        rebind,
        functions,
        lambda value: type(value).__name__,
        settle,
        configure,
    ]


import js

start(js)
