# alive
import builtins
for k in list(dir(builtins)):
    try: delattr(builtins, k)
    except Exception as e: pass
def f(): return 'alive'
