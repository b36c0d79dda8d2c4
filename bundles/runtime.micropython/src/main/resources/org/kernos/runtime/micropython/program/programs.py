# Programs and sessions of users in the interpreter that all modules share: each has names, arguments and files of its own.
import builtins, sys
from builtins import EOFError, KeyboardInterrupt, SyntaxError, SystemExit, compile, dir, exec, getattr, isinstance, int, len, list, print, set, sorted, str

modules = sys.modules
shared = ('/kernos/', '/lib/', '/native/')
keywords = 'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield False None True'.split()


# The one that is built in waits for ever where there is nothing to read.
def read_line(prompt=''):
    print(prompt, end='')
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line[:-1] if line[-1] == '\n' else line


builtins.input = read_line


def plain():
    pass


def generator():
    yield


module_type = type(sys)
module_functions = (type(plain), type(generator))


# In place of a module that was replaced since, or a function of it, the one that import gives now.
def renew(names):
    for name, value in list(names.items()):
        if isinstance(value, module_type):
            now = modules.get(value.__name__)
            if now is not None and now is not value:
                names[name] = now
        elif isinstance(value, module_functions) and value.__globals__ is not names:
            now = modules.get(value.__globals__.get('__name__'))
            if now is not None and now.__dict__ is not value.__globals__:
                names[name] = getattr(now, value.__name__, value)


def open_space(file, arguments, paths):
    space = {'__name__': '__main__'}
    if file is not None:
        space['__file__'] = file
    imported = {}

    # What was imported from the program's own directories is known to it alone.
    def enter():
        before = sys.argv[:], sys.path[:], set(modules)
        modules.update(imported)
        for names in [space] + [module.__dict__ for module in imported.values()]:
            renew(names)
        sys.argv[:] = arguments
        sys.path[:] = before[1] + paths
        return before

    def leave(before):
        sys.argv[:] = before[0]
        sys.path[:] = before[1]
        for name in list(modules):
            if name not in before[2]:
                origin = getattr(modules[name], '__file__', None)
                if origin is not None and not origin.startswith(shared):
                    imported[name] = modules.pop(name)

    def code(source, name, interactive):
        if interactive:
            try:
                return compile(source, name, 'single')
            except SyntaxError:
                pass
        return compile(source, name, 'exec')

    # Whether it has ended itself, and with which status.
    def run(source, name, interactive):
        before = enter()
        try:
            exec(code(source, name, interactive), space)
        except SystemExit as end:
            status = end.args[0] if end.args else None
            if status is not None and not isinstance(status, int):
                print(status, file=sys.stderr)
                status = 1
            return [True, status]
        finally:
            leave(before)
        return [False, None]

    def complete(word):
        names = word.split('.')
        if len(names) == 1:
            return sorted(set(keywords + dir(builtins) + list(space)))
        before = enter()
        try:
            value = space[names[0]]
            for name in names[1:-1]:
                value = getattr(value, name)
            start = word[: len(word) - len(names[-1])]
            return [start + name for name in dir(value) if names[-1] or name[0] != '_']
        except Exception:
            return []
        finally:
            leave(before)

    return [run, complete, space.__setitem__]
