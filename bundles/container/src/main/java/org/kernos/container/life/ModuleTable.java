package org.kernos.container.life;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.container.call.GatedFunction;
import org.osgi.framework.Bundle;

/**
 * All the state the container keeps: the modules by bundle, and the functions of active ones by name. One lock, this object's,
 * held for a few instructions and never while calling a module, a listener or the framework (architecture O-1). Looking up a
 * function takes no lock.
 */
public final class ModuleTable {

    private static final int MOST_REFUSALS = 1_000;
    private static final Comparator<ModuleEntry> BY_NAME_AND_VERSION = Comparator.comparing(ModuleEntry::name)
            .thenComparing(entry -> entry.descriptor().version());

    private final Map<Long, ModuleEntry> entries = new HashMap<>();
    private final Map<String, List<ModuleEntry>> byName = new HashMap<>();
    private final Map<Path, ModuleEntry> byDirectory = new HashMap<>();
    private final Map<String, GatedFunction> functions = new ConcurrentHashMap<>();
    private final Map<String, List<Problem>> refusals = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Problem>> eldest) {
            return size() > MOST_REFUSALS;
        }
    };
    private long activations;

    private final AtomicLong changes = new AtomicLong();

    /**
     * Enters a module's revision, unless it is there already: a bundle may be met by its own start, by an operation and by
     * an event of the framework at once. Returns the entry that counts.
     */
    public synchronized ModuleEntry enter(ModuleEntry fresh) {
        ModuleEntry known = entries.get(fresh.bundle().getBundleId());
        if (known != null && known.headers().equals(fresh.headers())) {
            return known;
        }
        remove(fresh.bundle());
        entries.put(fresh.bundle().getBundleId(), fresh);
        byName.computeIfAbsent(fresh.name(), name -> new ArrayList<>()).add(fresh);
        byDirectory.put(fresh.headers().directory(), fresh);
        return fresh;
    }

    public synchronized void remove(Bundle bundle) {
        ModuleEntry entry = entries.remove(bundle.getBundleId());
        if (entry == null) {
            return;
        }
        List<ModuleEntry> namesakes = byName.getOrDefault(entry.name(), List.of());
        namesakes.remove(entry);
        byDirectory.remove(entry.headers().directory(), entry);
        if (namesakes.isEmpty()) {
            byName.remove(entry.name());
        }
        index(entry);
    }

    public synchronized @Nullable ModuleEntry find(Bundle bundle) {
        return entries.get(bundle.getBundleId());
    }

    /** The entry of this name with the highest version, an active one before all others. */
    public synchronized Optional<ModuleEntry> find(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .max(Comparator.comparing((ModuleEntry entry) -> entry.state == ModuleState.ACTIVE)
                        .thenComparing(entry -> entry.descriptor().version()));
    }

    /** The module that was installed from this directory, whatever the location of its bundle is spelled like. */
    public synchronized Optional<ModuleEntry> find(Path directory) {
        return Optional.ofNullable(byDirectory.get(directory));
    }

    public synchronized List<ModuleEntry> all(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    public synchronized void state(ModuleEntry entry, ModuleState state, List<Problem> problems) {
        entry.state = state;
        entry.problems = List.copyOf(problems);
    }

    public synchronized void addProblem(ModuleEntry entry, Problem problem) {
        entry.addProblem(problem);
    }

    public synchronized void activated(ModuleEntry entry, OpenModule open) {
        entry.open = open;
        entry.state = ModuleState.ACTIVE;
        entry.activation = ++activations;
        refusals.remove(entry.name());
        index(entry);
    }

    /** An opening that ended otherwise than with the module open. */
    synchronized void failed(ModuleEntry entry) {
        if (entry.state == ModuleState.LOADING || entry.state == ModuleState.ACTIVE) {
            entry.state = ModuleState.ERROR;
            entry.open = null;
        }
    }

    synchronized long activation(ModuleEntry entry) {
        return entry.activation;
    }

    /** Makes the functions of an entry unreachable by name, before it is closed. */
    public synchronized void closing(ModuleEntry entry) {
        entry.state = ModuleState.UNLOADING;
        index(entry);
    }

    public synchronized void closed(ModuleEntry entry) {
        entry.open = null;
        entry.state = ModuleState.REGISTERED;
    }

    /** The active entries in the order in which they became active. */
    public synchronized List<ModuleEntry> active() {
        return entries.values().stream()
                .filter(entry -> entry.state == ModuleState.ACTIVE)
                .sorted(Comparator.comparingLong(entry -> entry.activation))
                .toList();
    }

    public synchronized List<ModuleEntry> all() {
        return entries.values().stream().sorted(BY_NAME_AND_VERSION).toList();
    }

    public synchronized ModuleState stateOf(ModuleEntry entry) {
        return entry.state;
    }

    public boolean isActive(ModuleEntry entry) {
        return stateOf(entry) == ModuleState.ACTIVE;
    }

    public List<ModuleInfo> infos() {
        return all().stream().map(this::info).toList();
    }

    /** Asks the module's runtime for details, so not under the lock. */
    public ModuleInfo info(ModuleEntry entry) {
        ModuleState state;
        List<Problem> problems;
        OpenModule open;
        synchronized (this) {
            state = entry.state;
            problems = entry.problems;
            open = entry.open;
        }
        return entry.info(state, problems, open);
    }

    public Optional<KernelFunction> findFunction(String qualifiedName) {
        return Optional.ofNullable(functions.get(qualifiedName));
    }

    /** Has grown whenever {@link #findFunction} would answer otherwise than before. */
    public long changes() {
        return changes.get();
    }

    public Collection<KernelFunction> functions() {
        return new ArrayList<>(new TreeMap<>(functions).values());
    }

    /** Keeps why something could not be loaded, for who asks later; of a thousand refusals the oldest is forgotten. */
    public synchronized void refused(String name, List<Problem> problems) {
        refusals.remove(name);
        refusals.put(name, List.copyOf(problems));
    }

    public synchronized List<Problem> refusal(String name) {
        return refusals.getOrDefault(name, List.of());
    }

    /** Of several active versions the highest one's functions are reached by name. */
    private void index(ModuleEntry changed) {
        Optional<OpenModule> chosen = byName.getOrDefault(changed.name(), List.of()).stream()
                .filter(entry -> entry.state == ModuleState.ACTIVE)
                .max(Comparator.comparing(entry -> entry.descriptor().version()))
                .map(entry -> entry.open);
        OpenModule open = changed.open;
        if (open != null) {
            open.functions().values().forEach(function -> functions.remove(function.qualifiedName(), function));
        }
        chosen.ifPresent(module ->
                module.functions().values().forEach(function -> functions.put(function.qualifiedName(), function)));
        changes.incrementAndGet();
    }
}
