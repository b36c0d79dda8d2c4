package org.kernos.runtime.micropython.program;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramStreams;
import org.kernos.runtime.micropython.interpreter.HostFunction;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.runtime.micropython.interpreter.MpyFormatException;
import org.kernos.runtime.micropython.interpreter.PythonModule;
import org.kernos.runtime.micropython.interpreter.Watchdog;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

/** A group of modules, and the terminal of whoever runs programs in it. */
final class TestGroup implements AutoCloseable {

    private static final MicroPythonImage IMAGE = MicroPythonImage.load();

    private final Watchdog watchdog = new Watchdog();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** Counted down by {@code test.reached()}. */
    final CountDownLatch reached = new CountDownLatch(1);

    final InterpreterGroup group;
    private final Map<String, PythonModule> modules = new HashMap<>();

    TestGroup() {
        this(InterpreterLimits.DEFAULT);
    }

    TestGroup(InterpreterLimits limits) {
        HostFunction reachedFunction = (arguments, named) -> {
            reached.countDown();
            return null;
        };
        group = new InterpreterGroup(() -> new Interpreter(new Interpreter.Surroundings(
                IMAGE,
                watchdog,
                limits,
                name -> name.equals("test") ? Optional.of(Map.of("reached", reachedFunction)) : Optional.empty(),
                (text, isError) -> log.writeBytes(text))));
    }

    TestGroup module(String name, String... lines) throws MpyFormatException {
        modules.put(name, revision(name, String.join("\n", lines)));
        return this;
    }

    PythonModule revision(String name, String source) throws MpyFormatException {
        PythonModule module = new PythonModule(name, source.getBytes(StandardCharsets.UTF_8), false);
        group.add(module);
        return module;
    }

    Object call(String module, String function, Object... arguments) {
        return group.call(modules.get(module), function, arguments);
    }

    PythonLanguage language() {
        return new PythonLanguage(group);
    }

    ProgramOptions options(String... arguments) {
        return ProgramOptions.DEFAULT
                .withArguments(List.of(arguments))
                .withLimits(language().limits())
                .withStreams(new ProgramStreams(
                        new ByteArrayInputStream("one\ntwo".getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8)));
    }

    private static String taken(ByteArrayOutputStream stream) {
        String text = stream.toString(StandardCharsets.UTF_8);
        stream.reset();
        return text;
    }

    /** Since the last time. */
    String printed() {
        return taken(printed);
    }

    String errors() {
        return taken(errors);
    }

    String log() {
        return taken(log);
    }

    @Override
    public void close() {
        group.close();
        watchdog.close();
    }
}
