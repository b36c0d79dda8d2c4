# INIT_FAILED: the module raised ImportError: no module named 'nowhere'
import nowhere
