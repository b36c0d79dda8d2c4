package org.kernos.runtime.micropython.interpreter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

/** What tests need of interpreters: their output, and modules of the host. */
final class Python implements AutoCloseable {

    private static final MicroPythonImage IMAGE = MicroPythonImage.load();

    private final Watchdog watchdog = new Watchdog();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Map<String, Map<String, HostFunction>> modules = new ConcurrentHashMap<>();
    private final MicroPythonImage image;
    private final InterpreterLimits limits;
    private Interpreter interpreter;

    Python() {
        this(InterpreterLimits.DEFAULT);
    }

    Python(InterpreterLimits limits) {
        this(IMAGE, limits);
    }

    Python(MicroPythonImage image, InterpreterLimits limits) {
        this.image = image;
        this.limits = limits;
        interpreter = fresh();
    }

    Interpreter fresh() {
        return new Interpreter(new Interpreter.Surroundings(
                image,
                watchdog,
                limits,
                name -> Optional.ofNullable(modules.get(name)),
                (text, isError) -> printed.writeBytes(text)));
    }

    MicroPythonImage image() {
        return image;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    Python module(String name, Map<String, HostFunction> functions) {
        modules.put(name, functions);
        return this;
    }

    Python module(String name, String source) throws MpyFormatException {
        interpreter.addModule(name, source.getBytes(StandardCharsets.UTF_8), false);
        return this;
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    Object eval(String expression) {
        return interpreter.evaluate(expression);
    }

    void exec(String... lines) {
        interpreter.exec(String.join("\n", lines));
    }

    /** A function of {@code __main__}. */
    PythonObject function(String name) {
        return (PythonObject) interpreter.evaluate(name);
    }

    @Override
    public void close() {
        interpreter.close();
        watchdog.close();
    }
}
