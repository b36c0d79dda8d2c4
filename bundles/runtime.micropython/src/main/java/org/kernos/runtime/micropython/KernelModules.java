package org.kernos.runtime.micropython;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.runtime.micropython.interpreter.HostFunction;
import org.kernos.runtime.micropython.interpreter.HostModules;
import org.kernos.runtime.micropython.interpreter.PythonException;

/**
 * Lets Python import every active module of the container, of whatever runtime (design Y-7). A name is imported with {@code _} for each
 * character that no name of Python has: {@code rr-sched} as {@code rr_sched}. Names of Python's own library mean that.
 */
final class KernelModules {

    /** The container's own functions, which are always there; with two more. */
    private static final String OWN = "kernos";

    /** What there was when the registry was last asked; any thread may replace it. */
    private volatile Listing listing = Listing.NONE;

    /**
     * All functions.
     *
     * @param names of each module, by what they are in Python
     */
    private record Listing(@Nullable ModuleRegistry registry, long changes, Map<String, Map<String, String>> names) {

        static final Listing NONE = new Listing(null, 0, Map.of());

        static Listing of(ModuleRegistry registry) {
            long changes = registry.changes();
            Map<String, Map<String, String>> names = new TreeMap<>();
            for (KernelFunction function : registry.functions()) {
                names.computeIfAbsent(function.module(), module -> new LinkedHashMap<>())
                        .put(function.name().replace('-', '_'), function.qualifiedName());
            }
            return new Listing(registry, changes, names);
        }
    }

    /** Null as long as there is no container. */
    private final AtomicReference<@Nullable ModuleRegistry> registry = new AtomicReference<>();

    void use(ModuleRegistry newRegistry) {
        registry.set(newRegistry);
    }

    void forget(ModuleRegistry oldRegistry) {
        registry.compareAndSet(oldRegistry, null);
    }

    @Nullable
    ModuleRegistry registry() {
        return registry.get();
    }

    /** As what a module or function is known to Python. */
    static String importName(String name) {
        String identifier = name.replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(identifier.charAt(0)) ? "_" + identifier : identifier;
    }

    /**
     * What the modules of one interpreter may import. One of them that asks for less decides for all: Python does not say which module
     * imports.
     */
    final class Imports implements HostModules {

        private record Permission(CModules named, boolean all) {}

        private final List<Permission> permissions = new CopyOnWriteArrayList<>();

        /**
         * @param all whether it may import all modules of the container, and not only these
         * @return takes it back
         */
        Runnable add(CModules named, boolean all) {
            Permission permission = new Permission(named, all);
            permissions.add(permission);
            return () -> permissions.remove(permission);
        }

        private boolean isAllowed(String module) {
            return permissions.stream().allMatch(Permission::all)
                    || permissions.stream()
                            .anyMatch(permission -> permission.named().names().contains(module));
        }

        @Override
        public Optional<Map<String, HostFunction>> find(String name) {
            if (StandardModules.has(name)) {
                return Optional.empty();
            } else if (name.equals(OWN)) {
                return Optional.of(own());
            }
            return module(name).filter(this::isAllowed).map(KernelModules.this::functions);
        }

        /** Python asks for each name it knows of when it lists a module. */
        @Override
        public Optional<HostFunction> findLater(String module, String function) {
            return module(module)
                    .filter(this::isAllowed)
                    .flatMap(found -> Optional.ofNullable(qualified(found).get(function)))
                    .map(name -> new KernelCall(KernelModules.this, name));
        }

        /** The module of Kernos itself. */
        private Map<String, HostFunction> own() {
            Map<String, HostFunction> functions = new LinkedHashMap<>(isAllowed(OWN) ? functions(OWN) : Map.of());
            functions.put("call", this::callByName);
            functions.put("functions", (arguments, named) -> names());
            return functions;
        }

        private @Nullable Object callByName(@Nullable Object[] arguments, Map<String, @Nullable Object> named) {
            if (arguments.length == 0 || !(arguments[0] instanceof String name)) {
                throw new PythonException(
                        "TypeError", "call() takes a function's name, 'module/function', and arguments");
            } else if (!isAllowed(name.substring(0, Math.max(0, name.indexOf('/'))))) {
                throw new PythonException("ImportError", "the interpreter may not call '" + name + "'");
            }
            return new KernelCall(KernelModules.this, name)
                    .call(Arrays.copyOfRange(arguments, 1, arguments.length), named);
        }

        private List<String> names() {
            ModuleRegistry now = registry.get();
            return now == null
                    ? List.of()
                    : now.functions().stream()
                            .filter(function -> isAllowed(function.module()))
                            .map(KernelFunction::qualifiedName)
                            .toList();
        }
    }

    /** The module that is imported under this name: the one of this very name, else the first that it may stand for. */
    private Optional<String> module(String name) {
        Map<String, Map<String, String>> all = listing().names();
        return all.containsKey(name)
                ? Optional.of(name)
                : all.keySet().stream()
                        .filter(module -> importName(module).equals(name))
                        .findFirst();
    }

    private Map<String, HostFunction> functions(String module) {
        Map<String, HostFunction> functions = new LinkedHashMap<>();
        qualified(module).forEach((name, function) -> functions.put(name, new KernelCall(this, function)));
        return functions;
    }

    /** Qualified names, by what they are in Python. */
    private Map<String, String> qualified(String module) {
        return listing().names().getOrDefault(module, Map.of());
    }

    private Listing listing() {
        ModuleRegistry now = registry.get();
        if (now == null) {
            return Listing.NONE;
        }
        Listing known = listing;
        if (known.registry() != now || known.changes() != now.changes()) {
            known = Listing.of(now);
            listing = known;
        }
        return known;
    }
}
