# INIT_FAILED: the module raised AttributeError: 'module' object has no attribute 'modules'
import sys
sys.modules = {}
def f(): return 'alive'
