# alive
import os
os.chdir('/')
def f(): return 'alive'
