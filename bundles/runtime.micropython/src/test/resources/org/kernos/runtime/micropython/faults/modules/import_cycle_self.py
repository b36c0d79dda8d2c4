# INIT_FAILED: AttributeError: .*nothing
import bad
bad.nothing
