# INIT_FAILED: the module raised SyntaxError
def f(:
    pass
