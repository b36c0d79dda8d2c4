package org.kernos.runtime.cabi;

import com.sun.jna.Library;
import com.sun.jna.Platform;
import java.util.Map;

/**
 * How libraries are opened: everything resolved at once, and nothing of them found from elsewhere. JNA's default is lazy and
 * global: with it two kernels that both define {@code helper} call each other's (native U-3). JNA hands the number to the
 * system as it is, and each system has numbers of its own.
 */
public final class OpenFlags {

    /** RTLD_NOW; RTLD_LOCAL is 0. */
    private static final int LINUX = 2;

    /** RTLD_NOW and RTLD_LOCAL, without which a library is global. */
    private static final int MAC = 2 | 4;

    /** LOAD_WITH_ALTERED_SEARCH_PATH, JNA's own choice. 2 would map the file as data, without code. */
    private static final int WINDOWS = 8;

    private OpenFlags() {}

    /** Options for {@code NativeLibrary.getInstance}. */
    public static Map<String, ?> nowAndLocal() {
        return Map.of(Library.OPTION_OPEN_FLAGS, nowAndLocal(Platform.getOSType()));
    }

    static int nowAndLocal(int system) {
        return switch (system) {
            case Platform.WINDOWS -> WINDOWS;
            case Platform.MAC -> MAC;
            default -> LINUX;
        };
    }
}
