# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
import json
def f(): return json.loads('[' * 100000)
