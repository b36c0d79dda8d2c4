# TIME_LIMIT: the call took longer than PT0\.3S
import time
def f(): time.sleep(1000)
