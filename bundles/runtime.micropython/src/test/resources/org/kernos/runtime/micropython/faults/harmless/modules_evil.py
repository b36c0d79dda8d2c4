# alive
import sys
class E: pass
for k in list(sys.modules): sys.modules[k] = E()
sys.modules['beside'] = E()
def f(): return 'alive'
