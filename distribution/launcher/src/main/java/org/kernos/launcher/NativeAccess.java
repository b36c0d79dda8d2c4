package org.kernos.launcher;

import java.util.Optional;

/** Whether this JVM lets Kernos load native code. */
final class NativeAccess {

    private NativeAccess() {}

    /** What to add to the command line; empty where nothing is missing, and before JDK 22, which asks for nothing. */
    static Optional<String> missing() {
        if (isEnabled(Main.class.getModule())) {
            return Optional.empty();
        }
        return Optional.of(
                "kernos: this JVM restricts native code: add --enable-native-access=ALL-UNNAMED to its options"
                        + " (bin/kernos does)");
    }

    private static boolean isEnabled(Module module) {
        try {
            // By name, because this class is compiled for 17.
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
