package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.RuntimeFunction;

/** An open kernel. */
final class CabiModule implements ModuleInstance {

    private final ModuleContext context;
    private final NativeCode library;
    private final KernelFunctions kernel;
    private final Map<String, RuntimeFunction> functions;
    private final CodeLoader loader;
    private final KernelState state;

    private CabiModule(ModuleContext context, NativeCode library, KernelFunctions kernel, CodeLoader loader) {
        this.context = context;
        this.library = library;
        this.kernel = kernel;
        this.functions = kernel.all();
        this.loader = loader;
        this.state = kernel.state(library);
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
        KernelFunctions kernel = KernelFunctions.connect(context, options, checked, backend);
        NativeCode library = null;
        CabiModule module = null;
        try {
            library = loader.open(check, checked, context);
            initialise(library, kernel);
            module = new CabiModule(context, library, kernel, loader);
        } finally {
            if (module == null) {
                kernel.close();
            }
            if (module == null && library != null) {
                library.close(() -> {}).forEach(context::warn);
            }
        }
        loader.opened(context, library);
        kernel.disagreements().forEach(context::warn);
        module.state.incomplete().ifPresent(context::warn);
        library.foreignDependencies().forEach(context::warn);
        return module;
    }

    private static void initialise(NativeCode library, KernelFunctions kernel) throws ModuleException {
        kernel.init(library);
        Problem missing = kernel.missing().orElse(null);
        if (missing != null) {
            throw new ModuleException(withShutdown(missing, library, kernel));
        }
    }

    /** An init function that succeeded may have started threads, which must end before the code is unmapped. */
    private static List<Problem> withShutdown(Problem missing, NativeCode library, KernelFunctions kernel) {
        List<Problem> problems = new ArrayList<>(List.of(missing));
        try {
            kernel.shutdown(library);
        } catch (ModuleException e) {
            problems.addAll(e.problems());
        }
        return problems;
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
        kernel.shutdown(library);
    }

    @Override
    public List<Problem> close() {
        // The code goes before its table: a destructor of the library must not meet the next kernel's.
        return loader.close(context, library, kernel::close);
    }

    @Override
    public List<String> linkedBy() {
        return library.linkedBy();
    }

    @Override
    public Optional<ReloadHooks> reloadHooks() {
        return state.hooks();
    }

    @Override
    public Optional<Reconfiguration> reconfiguration() {
        return kernel.reconfiguration(library);
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(DescriptorKeys.LIBRARY, library.path());
        details.putAll(kernel.details());
        return Collections.unmodifiableMap(details);
    }
}
