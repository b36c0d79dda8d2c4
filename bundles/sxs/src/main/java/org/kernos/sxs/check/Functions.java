package org.kernos.sxs.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelFunction;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.source.RequestedModule;
import org.kernos.api.value.Signature;
import org.kernos.sxs.run.LoadedModules;

/** The functions of the modules that a program and its imports load, as their descriptors declare them. Loads nothing. */
final class Functions {

    private final ModuleContainer container;
    private final LoadOptions options;
    private final boolean openToAll;

    /** By every name that calls may use; empty where it cannot be told which module that is. */
    private final Map<String, Optional<ModuleDescriptor>> modules = new HashMap<>();

    private final Set<String> loaded = new HashSet<>();
    private final Map<String, Optional<Callee>> found = new HashMap<>();

    Functions(ModuleContainer container, ProgramOptions options) {
        this.container = container;
        this.options = LoadedModules.options(options);
        this.openToAll = options.openToAll();
    }

    /**
     * Makes a module's functions known. Of a module that cannot be read nothing is known from here on.
     *
     * @throws ModuleException when there is none, or its descriptor has problems; only the first time for each name
     */
    void load(String spelled) throws ModuleException {
        if (!loaded.add(spelled)) {
            return;
        }
        Optional<ModuleDescriptor> descriptor = Optional.empty();
        try {
            descriptor = Optional.of(container.describe(spelled, options));
        } finally {
            enter(spelled, descriptor);
        }
    }

    private void enter(String spelled, Optional<ModuleDescriptor> descriptor) {
        name(spelled, descriptor);
        String module = descriptor.map(ModuleDescriptor::name).orElseGet(() -> RequestedModule.find(spelled)
                .map(RequestedModule::name)
                .orElse(spelled));
        name(LoadedModules.calledAs(spelled, module), descriptor);
    }

    /** Takes a module for one of which nothing is known. */
    void skip(String spelled) {
        if (loaded.add(spelled)) {
            enter(spelled, Optional.empty());
        }
    }

    /** A name that two modules share means the one that was loaded last, whichever that is. */
    private void name(String name, Optional<ModuleDescriptor> descriptor) {
        modules.merge(name, descriptor, (before, now) -> before.equals(now) ? now : Optional.empty());
    }

    /** The function of a name such as {@code alu/add}, or null when none is known. */
    @Nullable
    Callee find(String qualifiedName) {
        Optional<Callee> known = found.get(qualifiedName);
        if (known == null) {
            known = search(qualifiedName);
            found.put(qualifiedName, known);
        }
        return known.orElse(null);
    }

    private Optional<Callee> search(String qualifiedName) {
        int slash = qualifiedName.lastIndexOf('/');
        if (slash < 1) {
            return Optional.empty();
        }
        String spelled = qualifiedName.substring(0, slash);
        String name = qualifiedName.substring(slash + 1);
        Optional<ModuleDescriptor> module = modules.get(spelled);
        if (module == null) {
            return openToAll ? active(qualifiedName, qualifiedName) : Optional.empty();
        } else if (module.isEmpty()) {
            return Optional.empty();
        }
        for (FunctionDeclaration each : module.get().functions()) {
            if (each.name().equals(name)) {
                return Optional.of(new Callee(qualifiedName, each.signature(), Callee.Origin.FUNCTION));
            }
        }
        return active(qualifiedName, module.get().name() + "/" + name);
    }

    /** A module that is active may have more functions than it declares. */
    private Optional<Callee> active(String qualifiedName, String registered) {
        Optional<Signature> signature =
                container.registry().findFunction(registered).map(KernelFunction::signature);
        return signature.map(each -> new Callee(qualifiedName, each, Callee.Origin.FUNCTION));
    }

    /** Whether the program loads a module that calls name so. */
    boolean isLoaded(String name) {
        return modules.containsKey(name);
    }

    /** Whether a module that is loaded may have a function of this name although none is known. */
    boolean mayHave(String qualifiedName) {
        int slash = qualifiedName.lastIndexOf('/');
        if (slash < 1) {
            return false;
        }
        Optional<ModuleDescriptor> module = modules.get(qualifiedName.substring(0, slash));
        return module == null ? isDependency(qualifiedName.substring(0, slash)) : module.isEmpty();
    }

    /** Whether this module comes with one that is loaded, for programs that may call all that is active. */
    private boolean isDependency(String name) {
        return openToAll
                && modules.values().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(module -> !module.dependencies().isEmpty()
                                && container
                                        .registry()
                                        .findModule(module.name())
                                        .isEmpty())
                && container.registry().findModule(name).isEmpty();
    }

    /** The names of all functions that are known. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        modules.forEach((called, module) -> module.ifPresent(
                known -> known.functions().forEach(function -> names.add(called + "/" + function.name()))));
        container.registry().functions().stream()
                .map(KernelFunction::qualifiedName)
                .forEach(names::add);
        return names;
    }
}
