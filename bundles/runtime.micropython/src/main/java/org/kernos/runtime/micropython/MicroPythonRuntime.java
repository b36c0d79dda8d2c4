package org.kernos.runtime.micropython;

import java.nio.charset.StandardCharsets;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runtime of modules written in Python. They share one interpreter, the group {@code main} (design Y-4). */
@Component(service = {ModuleRuntime.class, MicroPythonRuntime.class})
@Capability(namespace = "kernos.runtime", attribute = "kernos.runtime=micropython")
public final class MicroPythonRuntime implements ModuleRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(MicroPythonRuntime.class);

    private final Watchdog watchdog = new Watchdog();
    private final KernelModules kernels = new KernelModules();
    private final InterpreterGroup main;

    /** Its first interpreter starts with the first module. */
    @Activate
    public MicroPythonRuntime() {
        MicroPythonImage image = MicroPythonImage.load();
        Interpreter.Surroundings surroundings = new Interpreter.Surroundings(
                image, watchdog, InterpreterLimits.DEFAULT, kernels, (text, isError) -> print(text));
        main = new InterpreterGroup(() -> new Interpreter(surroundings));
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
        return main;
    }

    @Override
    public String name() {
        return "micropython";
    }

    @Override
    public ModuleInstance open(ModuleContext module) throws ModuleException {
        return PythonModuleInstance.open(module, main);
    }

    @Deactivate
    void close() {
        main.close();
        watchdog.close();
    }
}
