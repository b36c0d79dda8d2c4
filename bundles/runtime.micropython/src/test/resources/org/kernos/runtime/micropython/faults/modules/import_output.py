# INIT_FAILED: the module could not be run: the call (printed more than 1048576 bytes|took longer than PT0\.3S)
s = 'x' * 1000
while True: print(s)
