package org.kernos.runtime.cabi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.runtime.cabi.LibraryCheck.Checked;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.Reconfiguration;
import org.kernos.spi.RuntimeFunction;
import org.slf4j.LoggerFactory;

/** The functions that a module's code registers with the kernel table. The table is there from the begin to {@link #close}. */
final class KernelFunctions implements AutoCloseable {

    private final ModuleContext context;
    private final KernelOptions options;
    private final Registrations registrations;
    private final BackendKernel kernel;
    private final String backend;
    private final KernelConfiguration configuration;

    private KernelFunctions(
            ModuleContext context,
            KernelOptions options,
            Registrations registrations,
            BackendKernel kernel,
            String backend,
            KernelConfiguration configuration) {
        this.context = context;
        this.options = options;
        this.registrations = registrations;
        this.kernel = kernel;
        this.backend = backend;
        this.configuration = configuration;
    }

    static KernelFunctions connect(ModuleContext context, KernelOptions options, Checked checked, Backend backend) {
        Registrations registrations = new Registrations(context);
        String name = context.descriptor().name();
        KernelConfiguration configuration = new KernelConfiguration(context.configuration());
        BackendKernel kernel = backend.connect(new KernelEnvironment(
                name,
                context.evaluator(),
                context.usualScope(),
                options.retainObjects(),
                checked.usesCpp(),
                registrations,
                configuration,
                LoggerFactory.getLogger("org.kernos.kernel." + name)));
        return new KernelFunctions(context, options, registrations, kernel, backend.name(), configuration);
    }

    /** Runs {@code kernel_init}. */
    void init(NativeCode code) throws ModuleException {
        long init = code.find(KernelLibrary.INIT);
        if (init == 0) {
            // Where libraries are not ELF files, nothing has looked for it before.
            throw new ModuleException(Problem.of(
                            ProblemCode.ENTRY_POINT_MISSING,
                            "the library '" + code.path() + "' exports no function 'kernel_init'")
                    .at(placeOf(code)));
        }
        try {
            kernel.init(init);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.INIT_FAILED, "kernel_init ended with: " + Failures.describe(e))
                            .at(placeOf(code))),
                    e);
        }
    }

    /** See {@link Registrations#missing}. */
    Optional<Problem> missing() {
        return registrations.missing();
    }

    /** See {@link Registrations#disagreements}. */
    List<Problem> disagreements() {
        return registrations.disagreements();
    }

    /** Runs {@code kernel_shutdown}, where there is one. */
    void shutdown(NativeCode code) throws ModuleException {
        long shutdown = code.find(KernelLibrary.SHUTDOWN);
        if (shutdown == 0) {
            return;
        }
        try {
            kernel.shutdown(shutdown);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Problem problem =
                    Problem.of(ProblemCode.SHUTDOWN_FAILED, "kernel_shutdown ended with: " + Failures.describe(e));
            throw new ModuleException(List.of(problem.at(placeOf(code))), e);
        }
    }

    /** How the kernel takes a changed configuration; empty when it exports no hook for that. */
    Optional<Reconfiguration> reconfiguration(NativeCode code) {
        long hook = code.find(KernelLibrary.RECONFIGURE);
        return hook == 0
                ? Optional.empty()
                : Optional.of(changed -> configuration.offer(changed, () -> reconfigure(code, hook)));
    }

    private void reconfigure(NativeCode code, long hook) throws ModuleException {
        int result;
        try {
            result = (int) kernel.hook(hook, 0, 0, 0);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new ModuleException(List.of(notTaken(Failures.describe(e), code)), e);
        }
        if (result != 0) {
            throw new ModuleException(notTaken("code " + result, code));
        }
    }

    private Problem notTaken(String reason, NativeCode code) {
        return Problem.of(
                        ProblemCode.CONFIGURATION,
                        "the changed configuration of module '"
                                + context.descriptor().name() + "' was not taken: " + KernelLibrary.RECONFIGURE
                                + " ended with: " + reason)
                .at(placeOf(code));
    }

    /** Another way in than the table's: what is in force for the kernel's functions too. */
    KernelConfiguration configuration() {
        return configuration;
    }

    /** The kernel's state hooks. */
    KernelState state(NativeCode code) {
        return new KernelState(kernel, code, placeOf(code));
    }

    private Place placeOf(NativeCode code) {
        return Place.of(context.files().location() + "/" + code.path());
    }

    /** By name, in the order of registration; of what is registered now. */
    Map<String, RuntimeFunction> all() {
        Map<String, RuntimeFunction> result = new LinkedHashMap<>();
        for (Registrations.Registration registered : registrations.all()) {
            result.put(registered.name(), functionOf(registered));
        }
        return Collections.unmodifiableMap(result);
    }

    private RuntimeFunction functionOf(Registrations.Registration registered) {
        RuntimeFunction function = kernel.function(registered.function());
        if (options.convention() == CallConvention.VALUES) {
            return function;
        }
        Value.Symbol symbol = new Value.Symbol(context.descriptor().name() + "/" + registered.name());
        return (scope, arguments) -> function.call(scope, options.convention().elements(symbol, arguments));
    }

    /** For people, in a stable order. */
    Map<String, String> details() {
        KernelCounters counters = kernel.counters();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("backend", backend);
        details.put("args", options.convention().label());
        details.put("retain-objects", Boolean.toString(options.retainObjects()));
        details.put("registered-functions", Integer.toString(registrations.all().size()));
        details.put("objects", Long.toString(counters.objects()));
        details.put("bytes", Long.toString(counters.bytes()));
        details.put("retained", Long.toString(counters.retained()));
        details.put("stale-handles", Long.toString(counters.staleHandles()));
        details.put("spills", Long.toString(counters.spills()));
        return details;
    }

    @Override
    public void close() {
        kernel.close();
    }
}
