# CALL_FAILED: raised NotImplementedError: there is no JavaScript here
import jsffi
def f(): return str(jsffi.create_proxy(5)) + str(jsffi.to_js([1]))
