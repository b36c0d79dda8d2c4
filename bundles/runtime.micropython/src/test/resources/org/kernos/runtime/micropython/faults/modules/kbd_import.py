# INIT_FAILED: the module raised KeyboardInterrupt
raise KeyboardInterrupt
