# source only: the compiler that makes .mpy files is older than this
name, a = 'kernos', 5
print(f'{name!r} {name!s}', f'{a=}', f'{a + 1=}')
class Both:
    def __repr__(self):
        return 'repr'
    def __str__(self):
        return 'str'
print(f'{Both()} {Both()!r}')
