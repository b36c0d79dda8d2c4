# alive
import sys
sys.path.clear()
def f(): return 'alive'
