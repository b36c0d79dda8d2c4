package org.kernos.runtime.cabi.jna;

import com.sun.jna.Callback;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Gives the address at which C enters a callback directly. JNA makes callbacks direct only when they pass through a
 * direct-mapped function, so they are passed through one that returns its first argument and does nothing.
 */
final class CallbackAddress {

    /** Threads that a kernel starts stay attached until they end: attaching anew takes longer than the whole call. */
    private static final CallbackThreadInitializer STAY_ATTACHED = new CallbackThreadInitializer(true, false, "kernel");

    /** How many backends use the mapping; guarded by the class. */
    private static int users;

    private CallbackAddress() {}

    /** Maps the function for one more backend. */
    static synchronized void open() {
        if (users == 0) {
            Native.register(CallbackAddress.class, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME));
        }
        users++;
    }

    /** Unmaps it behind the last backend: JNA's global reference would hold the class loader of a stopped bundle. */
    static synchronized void close() {
        users--;
        if (users == 0) {
            Native.unregister(CallbackAddress.class);
        }
    }

    static long of(Callback callback) {
        Native.setCallbackThreadInitializer(callback, STAY_ATTACHED);
        return memmove(callback, 0, 0);
    }

    private static native long memmove(Callback target, long source, long length);
}
