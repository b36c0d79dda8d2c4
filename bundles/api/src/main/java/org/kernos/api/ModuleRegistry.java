package org.kernos.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What is there: modules and functions. An OSGi service; reads never wait for a slow load. */
@ProviderType
public interface ModuleRegistry {

    /** All modules, by name, then version. */
    List<ModuleInfo> modules();

    /** The module of this name with the highest version, an active one before all others. */
    Optional<ModuleInfo> findModule(String name);

    /** All functions of active modules, by qualified name; of several versions the highest. */
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

    /** Names of the active modules in the order in which they would be stopped (architecture S-1). */
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
