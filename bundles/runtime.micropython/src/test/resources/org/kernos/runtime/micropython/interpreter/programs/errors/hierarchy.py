pairs = [(IndexError, LookupError), (KeyError, LookupError), (ZeroDivisionError, ArithmeticError), (OverflowError, ArithmeticError), (NotImplementedError, RuntimeError), (UnicodeError, ValueError), (ImportError, Exception), (StopIteration, Exception), (KeyboardInterrupt, BaseException), (SystemExit, BaseException), (GeneratorExit, BaseException), (IndentationError, SyntaxError)]
print([issubclass(a, b) for a, b in pairs], issubclass(KeyboardInterrupt, Exception), issubclass(SystemExit, Exception))
for text in ('1/0', '[][1]', '{}[1]', 'int("x")', 'None.a', 'undefined', '1 + "a"', 'len(5)', 'next(iter([]))', 'chr(-1)', '"a".index("b")', '(', 'for'):
    try:
        eval(text)
    except Exception as e:
        print(text, type(e).__name__)
e = ValueError('a', 2)
print(e.args, str(ValueError('one')), str(ValueError()), ValueError(5).args)
class Base(Exception): pass
class Sub(Base): pass
try:
    raise Sub('s')
except Base as e:
    print(type(e).__name__, e, isinstance(e, Exception))
try:
    raise Sub
except Sub as e:
    print(e.args, str(e) == '')
try:
    raise 5
except TypeError:
    print('TypeError')
