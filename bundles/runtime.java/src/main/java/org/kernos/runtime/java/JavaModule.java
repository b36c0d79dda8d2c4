package org.kernos.runtime.java;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.RuntimeFunction;

/** An open kernel in Java. */
final class JavaModule implements ModuleInstance {

    static final String LIBRARY = "library";
    static final String CLASS = "class";

    private final Place place;
    private final Map<String, JavaFunction> functions;
    private final Map<String, String> details;

    /** Null when the module is closed: whoever still holds this must not hold the kernel's classes with it. */
    private volatile @Nullable Loaded loaded;

    private record Loaded(ModuleLoader loader, Object kernel) {}

    private JavaModule(Place place, Loaded loaded, Map<String, JavaFunction> functions, Map<String, String> details) {
        this.place = place;
        this.loaded = loaded;
        this.functions = functions;
        this.details = details;
    }

    /**
     * Checks a kernel's class against its declared functions and makes its object.
     *
     * @throws ModuleException when it cannot be opened; no class is left then
     */
    static JavaModule open(ModuleContext module, ApiClassLoader parent, Settings settings) throws ModuleException {
        Map<String, String> properties = module.descriptor().properties();
        String library = property(properties, LIBRARY, module);
        String className = property(properties, CLASS, module);
        Map<String, Path> jars = ModuleJars.copy(module, library);
        String name = module.descriptor().name();
        ModuleLoader loader = new ModuleLoader(name + " revision " + module.revision(), jars.values(), parent);
        Place place = Place.of(module.files().location() + "/" + library);
        try {
            KernelClass type = KernelClass.load(className, loader, place);
            Map<FunctionDeclaration, Method> methods =
                    MethodBinding.bind(type.type(), module.descriptor().functions(), type.problems());
            Object kernel = type.create(settings.of(module));
            return new JavaModule(
                    place,
                    new Loaded(loader, kernel),
                    functions(name, methods, kernel, place),
                    details(library, className, jars));
        } catch (ModuleException | RuntimeException e) {
            loader.closeQuietly(e);
            throw e;
        }
    }

    private static String property(Map<String, String> properties, String key, ModuleContext module)
            throws ModuleException {
        String value = properties.get(key);
        if (value == null) {
            throw new ModuleException(Problem.of(ProblemCode.MANIFEST, "the descriptor names no " + key)
                    .at(Place.of(module.files().location())));
        }
        return value;
    }

    private static Map<String, JavaFunction> functions(
            String module, Map<FunctionDeclaration, Method> methods, Object kernel, Place place)
            throws ModuleException {
        Map<String, JavaFunction> functions = new LinkedHashMap<>();
        for (Map.Entry<FunctionDeclaration, Method> bound : methods.entrySet()) {
            FunctionDeclaration function = bound.getKey();
            try {
                functions.put(function.name(), new JavaFunction(module, function, bound.getValue(), kernel));
            } catch (IllegalAccessException e) {
                Problem problem = Problem.of(
                        ProblemCode.METHOD,
                        "'" + function + "' cannot be called, its method is in a class that is not public");
                ModuleException failure =
                        new ModuleException(List.of(problem.at(place).fix("declare the method in a public class")), e);
                closeQuietly(kernel, failure);
                throw failure;
            }
        }
        return functions;
    }

    private static void closeQuietly(Object kernel, Exception reason) {
        try {
            if (kernel instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    private static Map<String, String> details(String library, String className, Map<String, Path> jars) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(LIBRARY, library);
        details.put(CLASS, className);
        details.put("jars", String.join(", ", jars.keySet()));
        return Collections.unmodifiableMap(details);
    }

    @Override
    public Map<String, RuntimeFunction> functions() {
        return Collections.unmodifiableMap(functions);
    }

    @Override
    public void shutdown() throws ModuleException {
        Loaded now = loaded;
        if (now != null && now.kernel() instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Throwable e) {
                throw new ModuleException(
                        List.of(Problem.of(ProblemCode.SHUTDOWN_FAILED, "the kernel's close() ended with: " + e)
                                .at(place)),
                        e);
            }
        }
    }

    @Override
    public List<Problem> close() {
        Loaded now = loaded;
        loaded = null;
        functions.values().forEach(JavaFunction::release);
        try {
            if (now != null) {
                now.loader().close();
            }
            return List.of();
        } catch (IOException e) {
            return List.of(Problem.of(ProblemCode.UNREADABLE, "a jar could not be closed: " + e)
                    .at(place));
        }
    }

    @Override
    public Map<String, String> details() {
        return details;
    }
}
