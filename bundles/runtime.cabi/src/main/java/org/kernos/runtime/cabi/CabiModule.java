package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.RuntimeFunction;
import org.slf4j.LoggerFactory;

/** An open kernel. */
final class CabiModule implements ModuleInstance {

    private final ModuleContext context;
    private final KernelOptions options;
    private final NativeCode library;
    private final BackendKernel kernel;
    private final String backend;
    private final Map<String, RuntimeFunction> functions;
    private final CodeLoader loader;

    private CabiModule(
            ModuleContext context,
            KernelOptions options,
            NativeCode library,
            BackendKernel kernel,
            String backend,
            Registrations registrations,
            CodeLoader loader) {
        this.context = context;
        this.options = options;
        this.library = library;
        this.kernel = kernel;
        this.backend = backend;
        this.functions = functionsOf(registrations);
        this.loader = loader;
    }

    /**
     * Checks a kernel's library and opens it.
     *
     * @throws ModuleException when it cannot be opened; nothing is left then
     */
    static CabiModule open(ModuleContext context, LibraryCheck check, Backend backend, CodeLoader loader)
            throws ModuleException {
        KernelOptions options = KernelOptions.of(context);
        LibraryCheck.Checked checked = check.check(options.library());
        checked.warnings().forEach(context::warn);
        Registrations registrations = new Registrations(context);
        String name = context.descriptor().name();
        BackendKernel kernel = backend.connect(new KernelEnvironment(
                name,
                context.evaluator(),
                options.retainObjects(),
                checked.usesCpp(),
                registrations,
                LoggerFactory.getLogger("org.kernos.kernel." + name)));
        NativeCode library = null;
        CabiModule module = null;
        try {
            library = loader.open(check, checked, context);
            initialise(context, library, kernel, registrations);
            module = new CabiModule(context, options, library, kernel, backend.name(), registrations, loader);
        } finally {
            if (module == null) {
                kernel.close();
            }
            if (module == null && library != null) {
                library.close().forEach(context::warn);
            }
        }
        loader.opened(context, library);
        registrations.disagreements().forEach(context::warn);
        library.foreignDependencies().forEach(context::warn);
        return module;
    }

    private static void initialise(
            ModuleContext context, NativeCode library, BackendKernel kernel, Registrations registrations)
            throws ModuleException {
        Place place = Place.of(context.files().location() + "/" + library.path());
        long init = library.find(KernelLibrary.INIT);
        if (init == 0) {
            // Where libraries are not ELF files, nothing has looked for it before.
            throw new ModuleException(Problem.of(
                            ProblemCode.ENTRY_POINT_MISSING,
                            "the library '" + library.path() + "' exports no function 'kernel_init'")
                    .at(place));
        }
        try {
            kernel.init(init);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.INIT_FAILED, "kernel_init ended with: " + Failures.describe(e))
                            .at(place)),
                    e);
        }
        Problem missing = registrations.missing().orElse(null);
        if (missing != null) {
            throw new ModuleException(withShutdown(missing, place, library, kernel));
        }
    }

    /** An init function that succeeded may have started threads, which must end before the code is unmapped. */
    private static List<Problem> withShutdown(Problem missing, Place place, NativeCode library, BackendKernel kernel) {
        List<Problem> problems = new ArrayList<>(List.of(missing));
        try {
            runShutdown(library, kernel, place);
        } catch (ModuleException e) {
            problems.addAll(e.problems());
        }
        return problems;
    }

    private static void runShutdown(NativeCode library, BackendKernel kernel, Place place) throws ModuleException {
        long shutdown = library.find(KernelLibrary.SHUTDOWN);
        if (shutdown == 0) {
            return;
        }
        try {
            kernel.shutdown(shutdown);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Problem problem =
                    Problem.of(ProblemCode.SHUTDOWN_FAILED, "kernel_shutdown ended with: " + Failures.describe(e));
            throw new ModuleException(List.of(problem.at(place)), e);
        }
    }

    private Map<String, RuntimeFunction> functionsOf(Registrations registrations) {
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

    @Override
    public Map<String, RuntimeFunction> functions() {
        return functions;
    }

    @Override
    public boolean hasShutdown() {
        return library.find(KernelLibrary.SHUTDOWN) != 0;
    }

    @Override
    public void shutdown() throws ModuleException {
        runShutdown(library, kernel, Place.of(context.files().location() + "/" + library.path()));
    }

    @Override
    public List<Problem> close() {
        // The code goes before its table: a destructor of the library must not meet the next kernel's.
        loader.closing(context);
        try {
            return library.close();
        } finally {
            kernel.close();
        }
    }

    @Override
    public Map<String, String> details() {
        KernelCounters counters = kernel.counters();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("library", library.path());
        details.put("backend", backend);
        details.put("args", options.convention().label());
        details.put("retain-objects", Boolean.toString(options.retainObjects()));
        details.put("registered-functions", Integer.toString(functions.size()));
        details.put("objects", Long.toString(counters.objects()));
        details.put("bytes", Long.toString(counters.bytes()));
        details.put("retained", Long.toString(counters.retained()));
        details.put("stale-handles", Long.toString(counters.staleHandles()));
        details.put("spills", Long.toString(counters.spills()));
        return Collections.unmodifiableMap(details);
    }
}
