# alive
import vfs
vfs.umount('/')
def f(): return 'alive'
