package org.kernos.spi;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which functions a Java method may stand for. One rule, used both ways: for interfaces that are bound to a module, and for
 * kernels that are written in Java.
 */
public final class MethodNames {

    private static final Pattern SEPARATED = Pattern.compile("[_-]([a-z])");

    private MethodNames() {}

    /**
     * The names of the functions that a method of this name may stand for, the first one first: its own, then the one with an
     * underscore and a small letter in the place of each capital, then the same with hyphens. So {@code openDisk} stands for
     * {@code openDisk}, {@code open_disk} or {@code open-disk}.
     */
    public static List<String> functionsFor(String method) {
        return List.of(method, separated(method, '_'), separated(method, '-')).stream()
                .distinct()
                .toList();
    }

    /** The usual name of a method that stands for a function: {@code openDisk} for {@code open-disk}. */
    public static String methodFor(String function) {
        return SEPARATED.matcher(function).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    private static String separated(String method, char separator) {
        return method.replaceAll("([A-Z])", separator + "$1").toLowerCase(Locale.ROOT);
    }
}
