print(eval('1 + 2 * 3'), eval('x + 1', {'x': 5}), eval('[i for i in range(3)]'))
space = {}
exec('a = 5\ndef f(n):\n    return n * a\n', space)
print(space['a'], space['f'](3))
exec('print("executed")')
code = compile('1 + 1', '<text>', 'eval')
print(eval(code))
exec(compile('z = 7', '<text>', 'exec'), space)
print(space['z'])
for bad in ('1 +', 'x =', 'def', ')', 'return 1', "'abc"):
    try:
        exec(bad, {})
        print('ran', bad)
    except SyntaxError:
        print('SyntaxError')
print(eval('y', {'y': 1}, {'y': 2}))
print('__name__' in globals(), isinstance(globals(), dict), isinstance(locals(), dict))
