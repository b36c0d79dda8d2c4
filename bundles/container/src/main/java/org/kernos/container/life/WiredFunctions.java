package org.kernos.container.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.kernos.api.KernelFunction;
import org.osgi.framework.Bundle;

/**
 * What the names of functions mean to an open module: with several versions of a provider active, its own and those of the one that
 * it is wired to come before the highest one's. Asked only when something is evaluated by name.
 */
final class WiredFunctions implements Function<String, Optional<KernelFunction>> {

    private final ModuleTable table;
    /** Bundles, whose content may be another revision meanwhile. */
    private final List<Bundle> preferred = new ArrayList<>();

    private volatile Known known = new Known(-1, Map.of());

    /**
     * @param changes of the table, when this was read from it
     */
    private record Known(long changes, Map<String, KernelFunction> functions) {}

    /**
     * @param providers what the module is wired to, whatever its state
     */
    WiredFunctions(ModuleTable table, ModuleEntry module, List<ModuleEntry> providers) {
        this.table = table;
        preferred.add(module.bundle());
        providers.forEach(provider -> preferred.add(provider.bundle()));
    }

    @Override
    public Optional<KernelFunction> apply(String qualifiedName) {
        Known current = known;
        if (current.changes() != table.changes()) {
            current = read();
            known = current;
        }
        KernelFunction function = current.functions().get(qualifiedName);
        return function == null ? table.findFunction(qualifiedName) : Optional.of(function);
    }

    private Known read() {
        // The count first: what changes meanwhile is read again next time.
        long changes = table.changes();
        Map<String, KernelFunction> functions = new HashMap<>();
        for (Bundle bundle : preferred) {
            table.running(bundle).ifPresent(open -> open.functions()
                    .values()
                    .forEach(function -> functions.putIfAbsent(function.qualifiedName(), function)));
        }
        return new Known(changes, functions);
    }
}
