package org.kernos.descriptor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kernos.api.interfaces.InterfaceId;

/** What may name an interface, and which names of one list cannot stand beside each other. */
public final class InterfaceNames {

    /** For people. */
    public static final String RULE = "1 to 128 letters, digits and _ . : - with a letter or _ first";

    /** Any language's letters, but nothing that has a meaning in a bundle's manifest or in a filter. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.:-]{0,127}");

    private final Map<InterfaceId, String> names = new HashMap<>();

    public static boolean isInterfaceName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Takes one more name; tells the first of those before it, be it the same or another one, that has the same id. */
    public Optional<String> add(String name) {
        return Optional.ofNullable(names.putIfAbsent(InterfaceId.of(name), name));
    }
}
