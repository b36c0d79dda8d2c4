package org.kernos.container.life;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.kernos.container.resolve.DependencyOrder;
import org.osgi.framework.Bundle;

/** Which modules are wired to a module, directly or through others. */
public final class Dependents {

    private final ModuleTable table;
    private final Wiring wiring;

    public Dependents(ModuleTable table, Wiring wiring) {
        this.table = table;
        this.wiring = wiring;
    }

    /** The active ones, in the order to stop them: the reverse of that in which they would be loaded (helix X-13). */
    public List<ModuleEntry> activeOf(ModuleEntry entry) {
        Map<Bundle, Set<Bundle>> direct = direct();
        Set<Bundle> reached = new HashSet<>();
        List<Bundle> todo = new ArrayList<>(List.of(entry.bundle()));
        while (!todo.isEmpty()) {
            for (Bundle dependent : direct.getOrDefault(todo.remove(todo.size() - 1), Set.of())) {
                if (reached.add(dependent)) {
                    todo.add(dependent);
                }
            }
        }
        Map<Bundle, ModuleEntry> active = new LinkedHashMap<>();
        table.all().stream()
                .filter(candidate -> reached.contains(candidate.bundle()) && table.isServing(candidate))
                .forEach(candidate -> active.put(candidate.bundle(), candidate));
        List<Bundle> loadOrder = new ArrayList<>(DependencyOrder.sort(active.keySet(), wiring::providers));
        Collections.reverse(loadOrder);
        return loadOrder.stream().map(active::get).filter(Objects::nonNull).toList();
    }

    /** The active ones that are wired to it themselves. */
    public List<ModuleEntry> directlyOn(ModuleEntry entry) {
        Set<Bundle> bundles = direct().getOrDefault(entry.bundle(), Set.of());
        return table.all().stream()
                .filter(candidate -> bundles.contains(candidate.bundle()) && table.isServing(candidate))
                .toList();
    }

    /** Whether any module is wired to it. */
    public boolean has(ModuleEntry entry) {
        return direct().containsKey(entry.bundle());
    }

    private Map<Bundle, Set<Bundle>> direct() {
        return wiring.dependents(table.all().stream().map(ModuleEntry::bundle).toList());
    }
}
