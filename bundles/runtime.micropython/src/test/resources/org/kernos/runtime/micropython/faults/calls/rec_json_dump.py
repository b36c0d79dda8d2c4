# CALL_FAILED or TIME_LIMIT: maximum recursion depth exceeded|raised MemoryError|call stack exhausted|took longer
import json
def f():
    x = []
    for _ in range(20000): x = [x]
    return json.dumps(x)
