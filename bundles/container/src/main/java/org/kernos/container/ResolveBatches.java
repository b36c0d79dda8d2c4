package org.kernos.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.Dependency;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.Wiring;
import org.kernos.container.resolve.DependencyOrder;
import org.osgi.framework.Bundle;

/**
 * How many resolve operations a load takes: one, unless its longest chain of dependencies is so long that the framework's
 * resolver, which follows a chain by recursion, would overflow the thread's stack (ADR 13).
 */
final class ResolveBatches {

    /** A tenth of what Felix was seen to manage on a thread of the usual stack size: 2,500, and not 4,000. */
    static final int LONGEST_CHAIN = 250;

    private ResolveBatches() {}

    /**
     * Providers come in an earlier batch than their dependents, or in the same one.
     *
     * @param entries installed and not resolved
     */
    static List<List<Bundle>> of(Collection<ModuleEntry> entries) {
        Map<String, List<ModuleEntry>> byName = new HashMap<>();
        entries.forEach(entry ->
                byName.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry));
        Map<ModuleEntry, Integer> depths = new HashMap<>();
        List<List<Bundle>> batches = new ArrayList<>();
        for (ModuleEntry entry : DependencyOrder.sort(entries, dependent -> providers(dependent, byName))) {
            int depth = providers(entry, byName).stream()
                    .mapToInt(provider -> depths.getOrDefault(provider, 0))
                    .max()
                    .orElse(0);
            depths.put(entry, depth + 1);
            int batch = depth / LONGEST_CHAIN;
            while (batches.size() <= batch) {
                batches.add(new ArrayList<>());
            }
            batches.get(batch).add(entry.bundle());
        }
        return batches;
    }

    private static List<ModuleEntry> providers(ModuleEntry dependent, Map<String, List<ModuleEntry>> byName) {
        List<ModuleEntry> providers = new ArrayList<>();
        for (Dependency dependency : dependent.descriptor().dependencies()) {
            byName.getOrDefault(dependency.module(), List.of()).stream()
                    .filter(candidate -> Wiring.satisfies(dependency, candidate))
                    .forEach(providers::add);
        }
        return providers;
    }
}
