package org.kernos.runtime.micropython.interpreter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.file.FileTree;

/**
 * What Python code imports of the host's: functions that the interpreter's own Python code uses, modules whose files are made as they are
 * imported, and modules of the interpreter's own.
 */
final class HostBinding {

    /** Where modules of the host are found. */
    private static final String NATIVE = "/native";

    /** Where the interpreter's own modules are found, before MicroPython's. */
    private static final String OWN = PythonException.INNER_FILES + "lib/";

    private static final String BINDER = "_kernos";
    private static final String WAITER = "_kernos_wait";
    private static final String BIND = """
            import %1$s
            globals().update(%1$s(__name__))
            del %1$s

            def __getattr__(name):
                import %1$s
                found = %1$s(__name__, name)
                if found is None:
                    raise AttributeError("module '" + __name__ + "' has no attribute '" + name + "'")
                return found
            """.formatted(BINDER);

    /** The module that has the exception too. */
    private static final String KERNOS_FILE = "kernos.py";

    private static final String BIND_KERNOS = BIND + "KernelError = KernelError\n";

    private static final byte[] ASYNCIO = resource("asyncio.py");

    private static final double NANOS_IN_MILLI = 1e6;

    private final HostModules modules;
    private final Interpreter owner;

    HostBinding(HostModules modules, Interpreter owner) {
        this.modules = modules;
        this.owner = owner;
    }

    /** A file of this bundle. */
    static byte[] resource(String name) {
        try (InputStream content = HostBinding.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("the bundle has no '" + name + "'");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("'" + name + "' could not be read", e);
        }
    }

    void addTo(FileTree files) {
        files.generate(NATIVE, this::source);
        files.put(OWN + "asyncio/__init__.py", ASYNCIO);
    }

    /** By the names that they are imported by; the first functions of the host in each instance, in this order. */
    Map<String, HostFunction> functions() {
        Map<String, HostFunction> functions = new LinkedHashMap<>();
        functions.put(BINDER, this::bind);
        functions.put(WAITER, this::pause);
        return functions;
    }

    private Optional<byte[]> source(String file) {
        String suffix = ".py";
        boolean found = file.endsWith(suffix)
                && modules.find(file.substring(0, file.length() - suffix.length()))
                        .isPresent();
        String bind = file.equals(KERNOS_FILE) ? BIND_KERNOS : BIND;
        return found ? Optional.of(bind.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Without a second argument all functions of a module, with it one that the module has got since. */
    private @Nullable Object bind(@Nullable Object[] arguments, Map<String, @Nullable Object> named) {
        String name = String.valueOf(arguments[0]);
        return arguments.length > 1
                ? modules.findLater(name, String.valueOf(arguments[1])).orElse(null)
                : modules.find(name)
                        .<Object>map(HashMap::new)
                        .orElseThrow(() -> new PythonException("ImportError", "no module named '" + name + "'"));
    }

    /** For some milliseconds. */
    private @Nullable Object pause(@Nullable Object[] arguments, Map<String, @Nullable Object> named)
            throws InterruptedException {
        if (arguments.length != 1 || !(arguments[0] instanceof Number time)) {
            throw new PythonException("TypeError", "the time to wait is not a number");
        }
        // What is beyond 292 years is cut off by this.
        owner.pause(Duration.ofNanos((long) (time.doubleValue() * NANOS_IN_MILLI)));
        return null;
    }
}
