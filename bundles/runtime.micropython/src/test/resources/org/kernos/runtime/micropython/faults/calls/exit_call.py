# CALL_FAILED: raised SystemExit: 2
import sys
def f(): sys.exit(2)
