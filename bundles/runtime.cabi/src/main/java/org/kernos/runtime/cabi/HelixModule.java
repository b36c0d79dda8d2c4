package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.runtime.cabi.helix.NativeModule;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.Reconfiguration;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.RuntimeFunction;

/** An open native Helix module (helix ). It has functions when it exports {@code kernel_init}. */
final class HelixModule implements ModuleInstance {

    private static final String HELIX = "helix";
    private static final String NATIVE = "native";

    private final ModuleContext context;
    private final HelixFile file;
    private final NativeCode code;
    private final HelixEntries entries;
    private final NativeModule module;
    private final @Nullable KernelFunctions kernel;
    private final CodeLoader loader;
    private final Map<String, RuntimeFunction> functions;

    private HelixModule(
            ModuleContext context,
            HelixFile file,
            NativeCode code,
            HelixEntries entries,
            NativeModule module,
            @Nullable KernelFunctions kernel,
            CodeLoader loader) {
        this.context = context;
        this.file = file;
        this.code = code;
        this.entries = entries;
        this.module = module;
        this.kernel = kernel;
        this.loader = loader;
        this.functions = kernel == null ? Map.of() : kernel.all();
    }

    static boolean isHelix(ModuleDescriptor descriptor) {
        return NATIVE.equals(descriptor.properties().get(HELIX));
    }

    /**
     * Checks a module's file, opens it, and brings the module to life.
     *
     * @throws ModuleException when one of its functions refuses, and when the file cannot be opened; nothing is left then
     */
    static HelixModule open(ModuleContext given, HostPlatform host, Backend backend, CodeLoader loader)
            throws ModuleException {
        KernelOptions options = KernelOptions.of(given);
        HelixFile file = HelixFile.read(given.files(), options.library(), host);
        ModuleContext context = new HelixContext(given, file);
        LibraryCheck check = new LibraryCheck(file, host, RequiredExports.HELIX);
        LibraryCheck.Checked checked = check.checkFile(file.path());
        checked.warnings().forEach(context::warn);
        NativeCode code = loader.open(check, checked, context);
        HelixModule opened = null;
        KernelFunctions kernel = null;
        try {
            boolean isKernel = code.find(KernelLibrary.INIT) != 0;
            kernel = isKernel ? KernelFunctions.connect(context, options, checked, backend) : null;
            opened = start(context, file, code, kernel, loader);
        } finally {
            if (opened == null) {
                code.close(closing(kernel)).forEach(context::warn);
            }
        }
        loader.opened(context, code);
        code.foreignDependencies().forEach(context::warn);
        return opened;
    }

    private static HelixModule start(
            ModuleContext context, HelixFile file, NativeCode code, @Nullable KernelFunctions kernel, CodeLoader loader)
            throws ModuleException {
        HelixEntries entries = HelixEntries.of(file, code);
        NativeModule module = NativeModule.create(code::find, Place.of(file.location() + "/" + file.path()));
        boolean alive = false;
        try {
            module.configure(context.configuration()).ifPresent(context::warn);
            module.init(entries.init().address());
            if (kernel != null) {
                register(kernel, code, () -> module.cleanup(entries.cleanup().address()));
                kernel.disagreements().forEach(context::warn);
            }
            alive = true;
        } finally {
            if (!alive) {
                module.destroy();
            }
        }
        return new HelixModule(context, file, code, entries, module, kernel, loader);
    }

    /** Behind an init that has succeeded: if this does not, the module is cleaned up. */
    private static void register(KernelFunctions kernel, NativeCode code, NativeModule.Step cleanup)
            throws ModuleException {
        try {
            kernel.init(code);
        } catch (ModuleException e) {
            List<Problem> problems = new ArrayList<>(e.problems());
            try {
                cleanup.run();
            } catch (ModuleException afterwards) {
                problems.addAll(afterwards.problems());
            }
            throw new ModuleException(problems, e);
        }
    }

    /** The code goes before its table: a destructor of the module must not meet the next kernel's. */
    private static Runnable closing(@Nullable KernelFunctions kernel) {
        return kernel == null ? () -> {} : kernel::close;
    }

    @Override
    public Map<String, RuntimeFunction> functions() {
        return functions;
    }

    @Override
    public void shutdown() throws ModuleException {
        List<NativeModule.Step> steps = new ArrayList<>();
        if (kernel != null) {
            steps.add(() -> kernel.shutdown(code));
        }
        steps.add(() -> module.cleanup(entries.cleanup().address()));
        steps.add(module::destroy);
        NativeModule.endAll(steps);
    }

    @Override
    public List<Problem> close() {
        return loader.close(context, code, closing(kernel));
    }

    @Override
    public Optional<Message> handleMessage(Message message) {
        return module.handleMessage(message, context.descriptor().name());
    }

    @Override
    public boolean supportsReload() {
        return reloadHooks().isPresent();
    }

    @Override
    public Optional<ReloadHooks> reloadHooks() {
        boolean hotReload = context.descriptor().traits().flags().contains(ModuleFlag.HOT_RELOAD);
        return hotReload ? module.reloadHooks() : Optional.empty();
    }

    @Override
    public List<String> linkedBy() {
        return code.linkedBy();
    }

    @Override
    public Optional<Reconfiguration> reconfiguration() {
        return module.takesChanges() ? Optional.of(this::reconfigure) : Optional.empty();
    }

    /** The functions that it registers see the same settings as it does itself, be it later. */
    private void reconfigure(Map<String, String> configuration) throws ModuleException {
        if (kernel == null) {
            module.reconfigure(configuration);
        } else {
            kernel.configuration().offer(configuration, () -> module.reconfigure(configuration));
        }
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(DescriptorKeys.LIBRARY, file.path());
        details.put("form", file.form());
        details.put("init", entries.init().origin());
        details.put("cleanup", entries.cleanup().origin());
        if (kernel != null) {
            details.putAll(kernel.details());
        }
        return Collections.unmodifiableMap(details);
    }
}
