package org.kernos.runtime.micropython;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleRegistry;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.runtime.micropython.interpreter.Watchdog;
import org.kernos.runtime.micropython.machine.MicroPythonImage;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleRuntime;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runtime of modules written in Python, which share interpreters (design Y-4). */
@Component(
        service = {ModuleRuntime.class, MicroPythonRuntime.class},
        configurationPid = PythonConfiguration.PID)
@Designate(ocd = PythonConfiguration.class)
@Capability(namespace = "kernos.runtime", attribute = "kernos.runtime=micropython")
public final class MicroPythonRuntime implements ModuleRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(MicroPythonRuntime.class);

    private final UnaryOperator<@Nullable String> framework;
    private final Watchdog watchdog = new Watchdog();
    private final KernelModules kernels = new KernelModules();
    private final AtomicReference<InterpreterLimits> limits;
    private final AtomicReference<@Nullable MicroPythonImage> image = new AtomicReference<>();
    private final InterpreterGroups groups;

    /**
     * Its first interpreter starts with the first module.
     *
     * @throws IllegalArgumentException when a configured value is out of its range
     */
    @Activate
    public MicroPythonRuntime(BundleContext context, Map<String, Object> properties) {
        this(context::getProperty, properties);
    }

    /** With the default limits. */
    public MicroPythonRuntime() {
        this(key -> null, Map.of());
    }

    /**
     * @param framework what is set where the configuration has no value
     */
    MicroPythonRuntime(UnaryOperator<@Nullable String> framework, Map<String, Object> properties) {
        this.framework = framework;
        limits = new AtomicReference<>(configured(properties));
        groups = new InterpreterGroups(this::group, limits::get);
    }

    private InterpreterLimits configured(Map<String, Object> properties) {
        return PythonSettings.configured(key -> {
            Object value = properties.get(key);
            return value == null ? framework.apply(key) : value.toString();
        });
    }

    /**
     * The limits hold for interpreters that are started from now on; those that run keep theirs.
     *
     * @throws IllegalArgumentException when a configured value is out of its range; the limits stay as they are
     */
    @Modified
    void modified(Map<String, Object> properties) {
        limits.set(configured(properties));
    }

    private InterpreterGroup group(Supplier<InterpreterLimits> groupLimits) {
        return new InterpreterGroup(() -> new Interpreter(new Interpreter.Surroundings(
                image(), watchdog, groupLimits.get(), kernels, (text, isError) -> print(text))));
    }

    /** Loaded for the first module: it takes longer than all else that this bundle does as it starts. */
    private MicroPythonImage image() {
        MicroPythonImage loaded = image.get();
        if (loaded == null) {
            image.compareAndSet(null, MicroPythonImage.load());
            loaded = Objects.requireNonNull(image.get());
        }
        return loaded;
    }

    /** What modules print belongs to nobody's terminal. */
    private static void print(byte[] text) {
        LOG.info("printed: {}", new String(text, StandardCharsets.UTF_8).stripTrailing());
    }

    /** The container's; it comes after this runtime, and may go and come again. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindRegistry(ModuleRegistry registry) {
        kernels.use(registry);
    }

    /** The next one may have come before this one goes. */
    void unbindRegistry(ModuleRegistry registry) {
        kernels.forget(registry);
    }

    /** The modules among which users' programs run. */
    public InterpreterGroup main() {
        return groups.main();
    }

    @Override
    public String name() {
        return "micropython";
    }

    @Override
    public ModuleInstance open(ModuleContext module) throws ModuleException {
        return PythonModuleInstance.open(module, groups);
    }

    @Deactivate
    public void close() {
        groups.close();
        watchdog.close();
    }
}
