# differs: the stack of the interpreter ends far earlier, with the same exception by its older name
def f(n):
    return f(n + 1)
try:
    f(0)
except RuntimeError as e:
    print(e)
