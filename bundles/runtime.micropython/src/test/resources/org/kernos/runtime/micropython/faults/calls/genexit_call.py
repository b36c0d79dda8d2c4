# CALL_FAILED: raised GeneratorExit
def f(): raise GeneratorExit
