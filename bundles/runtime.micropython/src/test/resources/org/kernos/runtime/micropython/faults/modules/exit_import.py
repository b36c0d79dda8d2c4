# INIT_FAILED: the module raised SystemExit: 3
import sys
sys.exit(3)
