package org.kernos.api;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kernos.api.interfaces.InterfaceId;
import org.osgi.annotation.versioning.ProviderType;

/** What is there: modules and functions. An OSGi service; reads never wait for a slow load. */
@ProviderType
public interface ModuleRegistry {

    /** All modules, by name, then version. */
    List<ModuleInfo> modules();

    /** The active ones of {@link #modules}; paused ones are none. */
    default List<ModuleInfo> activeModules() {
        return modules().stream()
                .filter(module -> module.state() == ModuleState.ACTIVE)
                .toList();
    }

    /** The module of this name with the highest version, one that serves (active or paused) before all others. */
    Optional<ModuleInfo> findModule(String name);

    /**
     * The module of this name with the highest version that will do, one that serves (active or paused) before all others (helix
     * A paused one is no worse: functions are found in the highest version that serves, too, and their calls wait.
     */
    default Optional<ModuleInfo> findModule(String name, VersionRequirement requirement) {
        return modules().stream()
                .filter(module -> module.name().equals(name)
                        && requirement.range().includes(module.descriptor().version()))
                .max(Comparator.comparing((ModuleInfo module) ->
                                module.state() == ModuleState.ACTIVE || module.state() == ModuleState.PAUSED)
                        .thenComparing(module -> module.descriptor().version()));
    }

    /** All modules that provide this interface, by name, then version (helix X-11). */
    default List<ModuleInfo> findByInterface(InterfaceId id) {
        return modules().stream()
                .filter(module -> module.descriptor().traits().provides().stream()
                        .anyMatch(provided -> provided.id().equals(id)))
                .toList();
    }

    /** All functions of active and paused modules, by qualified name; of several versions the highest. */
    List<KernelFunction> functions();

    /** The function of this qualified name, {@code alu/add} (the specification's {@code get_function}). */
    Optional<KernelFunction> findFunction(String qualifiedName);

    /** The specification's {@code has_function}. */
    default boolean hasFunction(String qualifiedName) {
        return findFunction(qualifiedName).isPresent();
    }

    /**
     * Has grown whenever a function has come, gone or been replaced: who keeps a {@link KernelFunction} asks for it again
     * then, and so follows a module that is swapped. Costs next to nothing.
     */
    long changes();

    /** Why a module ({@code alu}) or function ({@code alu/add}) is not there: causes, outermost first. Empty if it is. */
    List<Problem> why(String name);

    /** What a module is wired to, in the order of its dependencies; an optional one that is not there is left out. */
    List<ModuleInfo> providers(ModuleInfo module);

    /**
     * The active modules that depend on the one of this name, directly or through others, in the order in which they would have to be
     * stopped before it.
     */
    List<ModuleInfo> dependents(String module);

    /** Whether a module is there and no active one depends on it (helix X-13). */
    default boolean canUnload(String module) {
        return findModule(module).isPresent() && dependents(module).isEmpty();
    }

    /**
     * Names of the installed modules that can be loaded together, in the order in which they would be: dependencies first, otherwise
     * by name, then version. To unload them all is the exact reverse (helix X-13).
     */
    List<String> loadOrder();

    /**
     * Names of the active modules in the order in which they would be stopped with the framework: dependents first, otherwise in
     * the order in which they became active (architecture S-1).
     */
    List<String> stopOrder();

    /**
     * Binds an interface to a module's functions: each abstract method calls the function of its name, where an
     * underscore or a hyphen may stand as a capital letter's break ({@code addR} finds {@code add_r} or {@code add-r}). The
     * binding follows the module by name: after a restart of the module it goes on working.
     *
     * @throws KernelException when a method has no function or does not fit its signature; all differences are named
     * @throws IllegalArgumentException when {@code type} is no interface
     */
    <T> T bind(Class<T> type, String module);
}
