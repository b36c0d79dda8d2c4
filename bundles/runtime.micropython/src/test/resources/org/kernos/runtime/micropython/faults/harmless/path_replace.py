# alive
import sys
sys.path = None
def f(): return 'alive'
