package org.kernos.runtime.cabi;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * One page of this process's memory. That nothing is mapped there is one question to the system; to read the process's maps
 * takes some hundred times as long in a JVM, which has many.
 */
final class MappedPage {

    /** Of {@code mincore}: nothing is mapped there. The number is the same on every Linux. */
    private static final int ENOMEM = 12;

    private MappedPage() {}

    /**
     * Whether nothing is mapped at an address. False also when the system does not tell: then {@link ProcessMaps} does, as far
     * as anything can.
     */
    static boolean isSurelyGone(long address) {
        if (!Platform.isLinux() || address == 0) {
            return false;
        }
        long page = address & -pageBytes();
        // The error number is this thread's last one, as JNA has kept it of this call.
        return invoke("mincore", new Pointer(page), new NativeLong(1), new byte[1]) == -1
                && Native.getLastError() == ENOMEM;
    }

    private static long pageBytes() {
        return invoke("getpagesize");
    }

    private static int invoke(String function, Object... arguments) {
        return Function.getFunction(Platform.C_LIBRARY_NAME, function).invokeInt(arguments);
    }
}
