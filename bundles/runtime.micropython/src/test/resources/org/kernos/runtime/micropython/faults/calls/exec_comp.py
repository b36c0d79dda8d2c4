# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
def f(): return eval('[' * 200 + '1' + ' for x in range(2)]' * 200)
