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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.container.call.GatedFunction;
import org.osgi.framework.Bundle;

/**
 * All the state the container keeps: the modules by bundle, and the functions of active ones by name. One lock, this object's,
 * held for a few instructions and never while calling a module, a listener or the framework (architecture O-1). Looking up a
 * function takes no lock.
 */
public final class ModuleTable {

    private static final int MOST_REFUSALS = 1_000;
    public static final Comparator<ModuleEntry> BY_NAME_AND_VERSION = Comparator.comparing(ModuleEntry::name)
            .thenComparing(entry -> entry.descriptor().version());

    private final Map<Long, ModuleEntry> entries = new HashMap<>();
    private final Map<String, List<ModuleEntry>> byName = new HashMap<>();
    private final Map<Path, ModuleEntry> byDirectory = new HashMap<>();
    private final Map<InterfaceId, List<ModuleEntry>> byInterface = new HashMap<>();
    private final Map<String, GatedFunction> functions = new ConcurrentHashMap<>();
    private final Map<String, List<Problem>> refusals = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Problem>> eldest) {
            return size() > MOST_REFUSALS;
        }
    };
    private long activations;

    private final AtomicLong changes = new AtomicLong();
    /** The container's own functions, by qualified name. No module's, so not among {@link #functions()}. */
    private final Map<String, KernelFunction> builtIn = new ConcurrentHashMap<>();

    /** Adds a function of the container's own. */
    public void builtIn(KernelFunction function) {
        builtIn.put(function.qualifiedName(), function);
    }

    /**
     * Enters a module's revision, unless it is there already: a bundle may be met by its own start, by an operation and by
     * an event of the framework at once. Returns the entry that counts.
     */
    public synchronized ModuleEntry enter(ModuleEntry fresh) {
        ModuleEntry known = entries.get(fresh.id());
        if (known != null && known.headers().equals(fresh.headers())) {
            return known;
        }
        remove(fresh.id());
        entries.put(fresh.id(), fresh);
        byName.computeIfAbsent(fresh.name(), name -> new ArrayList<>()).add(fresh);
        byDirectory.put(fresh.headers().directory(), fresh);
        enterInterfaces(fresh);
        return fresh;
    }

    private void enterInterfaces(ModuleEntry entry) {
        for (InterfaceId id : provided(entry)) {
            byInterface.computeIfAbsent(id, key -> new ArrayList<>()).add(entry);
        }
    }

    private void forgetInterfaces(ModuleEntry entry) {
        for (InterfaceId id : provided(entry)) {
            byInterface.computeIfPresent(id, (key, providers) -> {
                providers.remove(entry);
                return providers.isEmpty() ? null : providers;
            });
        }
    }

    private static Set<InterfaceId> provided(ModuleEntry entry) {
        return entry.descriptor().traits().provides().stream()
                .map(InterfaceDefinition::id)
                .collect(Collectors.toSet());
    }

    public void remove(Bundle bundle) {
        remove(bundle.getBundleId());
    }

    private synchronized void remove(long id) {
        ModuleEntry entry = entries.remove(id);
        if (entry == null) {
            return;
        }
        List<ModuleEntry> namesakes = byName.getOrDefault(entry.name(), List.of());
        namesakes.remove(entry);
        byDirectory.remove(entry.headers().directory(), entry);
        forgetInterfaces(entry);
        if (namesakes.isEmpty()) {
            byName.remove(entry.name());
        }
        index(entry);
    }

    /** The framework may ask for this table while it holds a lock of the bundle, and so nothing asks a bundle under this table's. */
    public @Nullable ModuleEntry find(Bundle bundle) {
        return find(bundle.getBundleId());
    }

    private synchronized @Nullable ModuleEntry find(long id) {
        return entries.get(id);
    }

    /** The entry of this name with the highest version, one that serves before all others. */
    public Optional<ModuleEntry> find(String name) {
        return find(name, entry -> true);
    }

    /** The same of those that will do. */
    public synchronized Optional<ModuleEntry> find(String name, Predicate<ModuleEntry> fits) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(fits)
                .max(Comparator.comparing(ModuleEntry::isServing)
                        .thenComparing(entry -> entry.descriptor().version()));
    }

    /** The module that was installed from this directory, whatever the location of its bundle is spelled like. */
    public synchronized Optional<ModuleEntry> find(Path directory) {
        return Optional.ofNullable(byDirectory.get(directory));
    }

    public synchronized List<ModuleEntry> all(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** The modules that provide an interface of this id, by name, then version. */
    public synchronized List<ModuleEntry> providing(InterfaceId id) {
        return byInterface.getOrDefault(id, List.of()).stream()
                .sorted(BY_NAME_AND_VERSION)
                .toList();
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

    /** Another revision of a module serves in the place of the one that did; which of them was opened first does not change. */
    synchronized void swapped(ModuleEntry former, ModuleEntry next, OpenModule open) {
        next.open = open;
        // Somebody may have paused it meanwhile.
        next.state = former.state == ModuleState.PAUSED ? ModuleState.PAUSED : ModuleState.ACTIVE;
        if (next.state == ModuleState.PAUSED) {
            open.pause();
        }
        next.activation = former.activation;
        former.state = ModuleState.UNLOADING;
        replace(former, next);
        // The functions that the former one alone had go.
        index(former);
        former.open = null;
    }

    private void replace(ModuleEntry former, ModuleEntry next) {
        entries.put(next.id(), next);
        byName.computeIfAbsent(next.name(), name -> new ArrayList<>()).add(next);
        byName.getOrDefault(former.name(), List.of()).remove(former);
        byDirectory.remove(former.headers().directory(), former);
        byDirectory.put(next.headers().directory(), next);
        forgetInterfaces(former);
        enterInterfaces(next);
    }

    /** An opening that ended otherwise than with the module open. */
    synchronized void failed(ModuleEntry entry) {
        if (entry.state == ModuleState.LOADING || entry.isServing()) {
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

    /** The active and paused entries in the order in which they became active. */
    public synchronized List<ModuleEntry> serving() {
        return entries.values().stream()
                .filter(ModuleEntry::isServing)
                .sorted(Comparator.comparingLong(entry -> entry.activation))
                .toList();
    }

    public synchronized List<ModuleEntry> all() {
        return entries.values().stream().sorted(BY_NAME_AND_VERSION).toList();
    }

    public synchronized ModuleState stateOf(ModuleEntry entry) {
        return entry.state;
    }

    /** Whether its functions are services; the calls of a paused one wait. */
    public synchronized boolean isServing(ModuleEntry entry) {
        return entry.isServing();
    }

    /** The running part of an active or paused module. */
    public synchronized Optional<OpenModule> running(ModuleEntry entry) {
        return entry.isServing() ? Optional.ofNullable(entry.open) : Optional.empty();
    }

    /** The module in this bundle, if it serves: whatever revision does. */
    synchronized Optional<OpenModule> running(Bundle bundle) {
        ModuleEntry entry = find(bundle);
        return entry == null ? Optional.empty() : running(entry);
    }

    /** Lets the calls of an active module wait; false when it is not active. Gate and state change together. */
    public synchronized boolean pause(ModuleEntry entry) {
        OpenModule open = entry.open;
        if (entry.state != ModuleState.ACTIVE || open == null) {
            return false;
        }
        entry.state = ModuleState.PAUSED;
        open.pause();
        return true;
    }

    /** Lets them go on; false when the module is not paused. */
    public synchronized boolean resume(ModuleEntry entry) {
        OpenModule open = entry.open;
        if (entry.state != ModuleState.PAUSED || open == null) {
            return false;
        }
        entry.state = ModuleState.ACTIVE;
        open.resume();
        return true;
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
        KernelFunction function = functions.get(qualifiedName);
        return Optional.ofNullable(function == null ? builtIn.get(qualifiedName) : function);
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

    /**
     * Of several serving versions the highest one's functions are reached by name, and none of another: which was opened first
     * does not matter. What stays reachable is so throughout.
     */
    private void index(ModuleEntry changed) {
        List<ModuleEntry> namesakes = byName.getOrDefault(changed.name(), List.of());
        Map<String, GatedFunction> reachable = namesakes.stream()
                .filter(ModuleEntry::isServing)
                .max(Comparator.comparing(entry -> entry.descriptor().version()))
                .map(ModuleTable::functionsOf)
                .orElse(Map.of());
        Stream.concat(Stream.of(changed), namesakes.stream())
                .flatMap(entry -> functionsOf(entry).entrySet().stream())
                .filter(function -> !reachable.containsKey(function.getKey()))
                .forEach(function -> functions.remove(function.getValue().qualifiedName(), function.getValue()));
        reachable.values().forEach(function -> functions.put(function.qualifiedName(), function));
        changes.incrementAndGet();
    }

    private static Map<String, GatedFunction> functionsOf(ModuleEntry entry) {
        OpenModule open = entry.open;
        return open == null ? Map.of() : open.functions();
    }
}
