# INIT_FAILED: took longer than PT0\.3S, did not end by KeyboardInterrupt, and was killed
while True:
    try:
        while True: pass
    except BaseException: pass
