package org.kernos.runtime.java;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.StatefulKernel;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.RuntimeFunction;

/** An open kernel in Java. */
final class JavaKernel implements ModuleInstance {

    private final FunctionTable functions;
    private final Map<String, String> details;
    private final Optional<ReloadHooks> hooks;
    private final Optional<Reconfiguration> reconfiguration;

    /** Null when the module is closed: whoever still holds this must not hold the kernel's classes with it. */
    private volatile @Nullable Loaded loaded;

    private record Loaded(LoadedClass type, Object kernel) {}

    /**
     * @param stateVersion empty when the kernel cannot be swapped with its state
     */
    private JavaKernel(
            Loaded loaded,
            ModuleCode code,
            FunctionTable functions,
            ConfigurationInForce configuration,
            Map<String, String> details,
            OptionalInt stateVersion) {
        this.loaded = loaded;
        this.functions = functions;
        this.details = details;
        this.reconfiguration = configuration.hook(loaded.kernel(), code, () -> kernel(code.module()));
        this.hooks = stateVersion.isEmpty()
                ? Optional.empty()
                : Optional.of(new KernelStateHooks(() -> stateful(code.module()), code, stateVersion.getAsInt()));
    }

    /**
     * Checks a kernel's class against its declared functions and makes its object.
     *
     * @throws ModuleException when it cannot be opened; no class is left then
     */
    static JavaKernel open(ModuleContext module, ApiClassLoader parent, Settings settings) throws ModuleException {
        String name = module.descriptor().name();
        LoadedClass loaded = LoadedClass.of(module, ClassKind.KERNEL, parent);
        try {
            ManifestClass type = loaded.type();
            Map<FunctionDeclaration, Method> methods = MethodBinding.bind(
                    type.type(), ClassKind.KERNEL, module.descriptor().functions(), type.problems());
            ConfigurationInForce configuration = new ConfigurationInForce(module);
            Object kernel = type.create(settings.of(module, configuration));
            ModuleCode code = new ModuleCode(name, loaded.place());
            FunctionTable functions;
            OptionalInt stateVersion;
            try {
                functions = FunctionTable.of(name, methods, kernel, loaded.place());
                stateVersion = stateVersion(kernel, code);
            } catch (ModuleException e) {
                closeQuietly(kernel, e);
                throw e;
            }
            Map<String, String> details = Collections.unmodifiableMap(loaded.details());
            return new JavaKernel(new Loaded(loaded, kernel), code, functions, configuration, details, stateVersion);
        } catch (ModuleException | RuntimeException | Error e) {
            loaded.closeQuietly(e);
            throw e;
        }
    }

    private static OptionalInt stateVersion(Object kernel, ModuleCode code) throws ModuleException {
        return kernel instanceof StatefulKernel stateful
                ? OptionalInt.of(code.get(ProblemCode.INIT_FAILED, "stateVersion", stateful::stateVersion))
                : OptionalInt.empty();
    }

    private StatefulKernel stateful(String name) {
        return (StatefulKernel) kernel(name);
    }

    private Object kernel(String name) {
        Loaded now = loaded;
        if (now == null) {
            throw new KernelException(
                    Problem.of(ProblemCode.NOT_ACTIVE, "kernel '" + name + "' was not asked: it is closed"));
        }
        return now.kernel();
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

    @Override
    public Map<String, RuntimeFunction> functions() {
        return functions.functions();
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
                                .at(now.type().place())),
                        e);
            }
        }
    }

    @Override
    public List<Problem> close() {
        Loaded now = loaded;
        loaded = null;
        functions.release();
        return now == null ? List.of() : now.type().close();
    }

    @Override
    public Optional<ReloadHooks> reloadHooks() {
        return hooks;
    }

    @Override
    public Optional<Reconfiguration> reconfiguration() {
        return reconfiguration;
    }

    @Override
    public Map<String, String> details() {
        return details;
    }
}
