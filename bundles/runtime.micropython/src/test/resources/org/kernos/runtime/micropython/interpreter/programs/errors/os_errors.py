import errno
try:
    open('/no/such/file')
except OSError as e:
    print('OSError', e.errno == errno.ENOENT)
e = OSError(5, 'text')
print(e.errno, e.args)
try:
    import no_such_module
except ImportError:
    print('ImportError')
try:
    from math import no_such_name
except ImportError:
    print('ImportError')
