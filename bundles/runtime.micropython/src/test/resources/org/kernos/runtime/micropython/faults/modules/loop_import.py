# INIT_FAILED: the module could not be run: the call took longer than PT0\.3S and was ended
while True: pass
