# alive
import os
for x in ('/', '/mods'):
    try: os.umount(x)
    except Exception as e: print(e)
def f(): return 'alive'
