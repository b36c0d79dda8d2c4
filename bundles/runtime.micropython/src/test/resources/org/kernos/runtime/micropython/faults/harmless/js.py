# AttributeError
import js
def f():
    try: js.x = 5
    except Exception as e: return type(e).__name__ + str(e)
