# .
import os
try: os.remove('/lib/beside.py')
except Exception as e: print(e)
try: os.rename('/lib/beside.py', '/mods/x.py')
except Exception as e: print(e)
try:
    open('/lib/beside.py', 'w').write('evil')
except Exception as e: print(e)
def f(): return open('/lib/beside.py').read()
