# alive
import sys
sys.modules.clear()
def f(): return 'alive'
