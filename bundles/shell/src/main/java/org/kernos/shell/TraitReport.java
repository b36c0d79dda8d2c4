package org.kernos.shell;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.kernos.api.ModuleTraits;
import org.kernos.api.interfaces.InterfaceDefinition;

/** How a module's traits read on a terminal. */
final class TraitReport {

    private TraitReport() {}

    /** Lines by their headings. */
    static Map<String, String> lines(ModuleTraits traits) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("abi", traits.abi().toString());
        if (!traits.flags().isEmpty()) {
            lines.put("flags", names(traits.flags()));
        }
        traits.capabilities()
                .ifPresent(declared -> lines.put("capabilities", declared.isEmpty() ? "none" : names(declared)));
        return lines;
    }

    private static String names(Collection<? extends Enum<?>> values) {
        return values.stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** {@code Scheduler 1.0.0 [00000000deadbeef]: next() -> Task; count() -> u32}. */
    static String provided(InterfaceDefinition provided) {
        String methods = provided.methods().stream().map(Object::toString).collect(Collectors.joining("; "));
        return provided + (methods.isEmpty() ? "" : ": " + methods);
    }
}
