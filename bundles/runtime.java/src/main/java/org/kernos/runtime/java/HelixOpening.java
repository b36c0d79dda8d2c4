package org.kernos.runtime.java;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Module;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;

/**
 * Opens one Helix module in Java. The methods are checked before an object is made, and what the object says of itself before it is
 * configured and initialised; so a module that does not fit is refused before it has done anything.
 */
final class HelixOpening {

    private final ModuleContext context;
    private final ModuleDescriptor descriptor;
    private final ModuleCode code;
    private final ConfigurationInForce configuration;

    private HelixOpening(ModuleContext context, ModuleCode code) {
        this.context = context;
        this.descriptor = context.descriptor();
        this.code = code;
        this.configuration = new ConfigurationInForce(context);
    }

    /**
     * Opens a module whose class is in a jar of the module directory.
     *
     * @throws ModuleException with all problems; no class is left then
     */
    static HelixModule ofJar(ModuleContext context, ApiClassLoader parent, Settings settings) throws ModuleException {
        LoadedClass loaded = LoadedClass.of(context, ClassKind.MODULE, parent);
        try {
            String name = context.descriptor().name();
            HelixOpening opening = new HelixOpening(context, new ModuleCode(name, loaded.place()));
            Map<FunctionDeclaration, Method> methods =
                    opening.bind(loaded.type().type(), loaded.type().problems());
            Module module = (Module) loaded.type().create(settings.of(context, opening.configuration));
            return opening.open(new HelixModule.Loaded(module, loaded::close), methods, loaded.details());
        } catch (ModuleException | RuntimeException | Error e) {
            loaded.closeQuietly(e);
            throw e;
        }
    }

    /**
     * Opens a module that a bundle has registered as a service. Its object outlives this: it may be opened again after it was closed.
     *
     * @throws ModuleException with all problems
     */
    static HelixModule ofService(ModuleContext context, Module service) throws ModuleException {
        HelixOpening opening =
                new HelixOpening(context, new ModuleCode(context.descriptor().name(), null));
        Map<FunctionDeclaration, Method> methods = opening.bind(service.getClass(), List.of());
        Map<String, String> details = new LinkedHashMap<>();
        details.put(DescriptorKeys.CLASS, service.getClass().getName());
        return opening.open(new HelixModule.Loaded(service, List::of), methods, details);
    }

    private Map<FunctionDeclaration, Method> bind(Class<?> type, List<Problem> others) throws ModuleException {
        return MethodBinding.bind(type, ClassKind.MODULE, declarations(), others);
    }

    /** One for each method of the provided interfaces, with the place that the descriptor has for it. */
    private List<FunctionDeclaration> declarations() {
        Map<String, FunctionDeclaration> declarations = new LinkedHashMap<>();
        descriptor.functions().forEach(function -> declarations.put(function.name(), function));
        for (InterfaceDefinition provided : descriptor.traits().provides()) {
            for (MethodSignature method : provided.methods()) {
                declarations.putIfAbsent(
                        method.name(), new FunctionDeclaration(method.name(), method.signature(), Optional.empty()));
            }
        }
        return List.copyOf(declarations.values());
    }

    private HelixModule open(
            HelixModule.Loaded loaded, Map<FunctionDeclaration, Method> methods, Map<String, String> details)
            throws ModuleException {
        Module module = loaded.module();
        SelfDescription.check(module, descriptor, code);
        FunctionTable functions = FunctionTable.of(descriptor.name(), methods, module, code.place());
        OptionalInt stateVersion = stateVersion(module);
        describe(module, details);
        details.put("hot-reload", stateVersion.isPresent() ? "yes" : "no");
        Map<String, String> config = configuration.values();
        code.run(ProblemCode.INIT_FAILED, "configure", () -> module.configure(config));
        code.run(ProblemCode.INIT_FAILED, "init", module::init);
        return new HelixModule(
                loaded, code, functions, configuration, Collections.unmodifiableMap(details), stateVersion);
    }

    private OptionalInt stateVersion(Module module) throws ModuleException {
        boolean reloadable = code.get(ProblemCode.INIT_FAILED, "supportsHotReload", module::supportsHotReload);
        boolean flagged = descriptor.traits().flags().contains(ModuleFlag.HOT_RELOAD);
        if (reloadable != flagged) {
            context.warn(Problem.of(
                            ProblemCode.MANIFEST,
                            "supportsHotReload() of class '" + module.getClass().getName() + "' gives " + reloadable
                                    + ", but the manifest " + (flagged ? "has" : "lacks") + " the flag '"
                                    + ModuleFlag.HOT_RELOAD + "'")
                    .at(code.place())
                    .fix((flagged ? "remove \"" : "write \"") + ModuleFlag.HOT_RELOAD
                            + (flagged ? "\" from" : "\" into") + " \"flags\" of manifest.json"));
        }
        return reloadable
                ? OptionalInt.of(code.get(ProblemCode.INIT_FAILED, "stateVersion", module::stateVersion))
                : OptionalInt.empty();
    }

    private void describe(Module module, Map<String, String> details) throws ModuleException {
        String description = code.get(ProblemCode.INIT_FAILED, "description", module::description);
        if (!description.isEmpty()) {
            details.put("description", description);
        }
        details.put("author", code.get(ProblemCode.INIT_FAILED, "author", module::author));
    }
}
