# alive
import sys
sys.path[:] = [5]
def f(): return 'alive'
