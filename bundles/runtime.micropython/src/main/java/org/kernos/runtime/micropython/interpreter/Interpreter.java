package org.kernos.runtime.micropython.interpreter;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.file.FileTree;
import org.kernos.runtime.micropython.file.Output;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

/**
 * A Python interpreter. Any thread may use it, one at a time; the one inside may call it again from a {@link HostFunction}.
 *
 * <p>Values cross as copies: {@code None} is null, integers of any size are {@code Long} or, beyond that, {@code BigInteger} (any
 * whole number goes in), floats {@code Double},
 * {@code str} is {@code String}, {@code bool} is {@code Boolean}, {@code bytes} is {@code byte[]}, lists are {@code List}, tuples
 * {@link PythonTuple}, dictionaries {@code Map}.
 * A {@link HostFunction} becomes a callable; any other Python object is a {@link PythonObject} and goes in again as itself.
 *
 * <p>Every method throws {@link PythonException} for what Python code has raised, and {@link InterpreterException} for a limit; when
 * that
 * {@linkplain InterpreterException#isLost says so}, or {@link #isLost} does, only a new interpreter helps.
 */
public final class Interpreter implements AutoCloseable {

    private static final String MODULES = "/lib/";
    private static final String SOURCE = ".py";
    private static final String BYTECODE = ".mpy";
    private static final List<String> SUFFIXES = List.of(SOURCE, BYTECODE);

    /**
     * What an interpreter is given.
     *
     * @param output takes what Python prints; on the thread of the call
     */
    public record Surroundings(
            MicroPythonImage image, Watchdog watchdog, InterpreterLimits limits, HostModules modules, Output output) {}

    private final FileTree files = new FileTree();
    private final InterpreterCalls calls;

    /** Takes about half a millisecond, and some hundred kilobytes of heap. */
    public Interpreter(Surroundings surroundings) {
        calls = new InterpreterCalls(surroundings, files);
        calls.begin(new MicroPythonInstance(
                this,
                surroundings.image(),
                surroundings.limits().heapBytes(),
                files,
                calls.output(),
                surroundings.modules()));
    }

    /**
     * Makes a module known to {@code import}; does not run it.
     *
     * @param name with dots for one in a package
     * @param content its source, or bytecode as mpy-cross writes it
     * @throws MpyFormatException for bytecode that this interpreter cannot run
     */
    public void addModule(String name, byte[] content, boolean isBytecode) throws MpyFormatException {
        if (isBytecode) {
            MpyFile.check(content);
        }
        removeFiles(name);
        files.put(file(name, isBytecode ? BYTECODE : SOURCE), content);
    }

    /**
     * The same for a module that finds its configuration as {@code __config__} when it begins to run: it gets it as its file is opened, when
     * there is a module and nothing of it has run yet.
     *
     * @param configuration asked for each time it is run
     */
    void addModule(String name, byte[] content, boolean isBytecode, Supplier<Map<String, String>> configuration)
            throws MpyFormatException {
        addModule(name, content, isBytecode);
        files.whenOpened(file(name, isBytecode ? BYTECODE : SOURCE), () -> configure(name, configuration.get()));
    }

    /** No exception of Python's may pass the system call that opens a file. */
    private void configure(String name, Map<String, String> configuration) throws IOException {
        try {
            run(now -> {
                now.configure(name, configuration);
                return Optional.empty();
            });
        } catch (PythonException | IllegalArgumentException e) {
            throw new IOException("'" + name + "' cannot be given its configuration", e);
        }
    }

    /** Gives a module another {@code __config__}. */
    void configure(PythonObject module, Map<String, String> configuration) {
        own(module);
        run(now -> {
            now.configure(module, configuration);
            return Optional.empty();
        });
    }

    private static String file(String name, String suffix) {
        return MODULES + name.replace('.', '/') + suffix;
    }

    /** The opposite of {@link #addModule}: {@code import} does not find it any more, also where it was imported already. */
    public void removeModule(String name) {
        removeFiles(name);
        forget(name);
    }

    private void removeFiles(String name) {
        for (String suffix : SUFFIXES) {
            files.remove(file(name, suffix));
        }
    }

    /** The next import of it reads its file. */
    void forget(String name) {
        run(now -> {
            now.forget(name);
            return Optional.empty();
        });
    }

    /** Makes a module what {@code import} finds under a name. */
    void put(String name, PythonObject module) {
        own(module);
        run(now -> {
            now.put(name, module);
            return Optional.empty();
        });
    }

    /** Whoever in here has imported one module, or functions of it, has the other one's from now on. */
    void rebind(PythonObject old, PythonObject module) {
        own(old);
        own(module);
        run(now -> {
            now.rebind(old, module);
            return Optional.empty();
        });
    }

    /**
     * The names of a module's public functions: those in {@code __all__}, else all whose names do not begin with an underscore; no
     * classes.
     */
    public List<String> functionsOf(PythonObject module) {
        own(module);
        List<?> names = (List<?>) Objects.requireNonNull(run(now -> now.functions(module)));
        return names.stream().map(String::valueOf).toList();
    }

    /** What Python code sees of files. */
    public FileTree files() {
        return files;
    }

    /** Runs a program in the module {@code __main__}. */
    public void exec(String source) {
        run(now -> {
            now.exec(source);
            return Optional.empty();
        });
    }

    /** The value of an expression in the module {@code __main__}. */
    public @Nullable Object evaluate(String expression) {
        return run(now -> Optional.ofNullable(now.evaluate(expression))).orElse(null);
    }

    /** Imports a module, as {@code import} does. */
    public PythonObject importModule(String name) {
        return run(now -> now.importModule(name));
    }

    @Nullable
    Object call(PythonObject function, @Nullable Object... arguments) {
        own(function);
        boolean isNested = calls.isNested();
        return run(now -> Optional.ofNullable(
                        isNested
                                ? now.callKeeping(function.reference(), arguments)
                                : now.call(function.reference(), arguments)))
                .orElse(null);
    }

    /**
     * Calls a function on terms of its own.
     *
     * @throws IllegalStateException when the thread is in a call of this interpreter already
     */
    public @Nullable Object call(CallTerms own, PythonObject function, @Nullable Object... arguments) {
        own(function);
        if (isInside()) {
            throw new IllegalStateException("the thread is in a call of this Python interpreter already");
        }
        return calls.run(own, now -> {
                    Runnable leave = own.files().enter(files);
                    try {
                        return Optional.ofNullable(now.call(function.reference(), arguments));
                    } finally {
                        leave.run();
                    }
                })
                .orElse(null);
    }

    /** Whether this thread is in a call of this interpreter, as a host function is. */
    public boolean isInside() {
        return calls.isInside();
    }

    /**
     * Ends the call that a thread has made, as if its time were up: by {@code KeyboardInterrupt}, and when that does not help by the end
     * of the interpreter.
     *
     * @return whether that thread's call is running
     */
    public boolean cancel(Thread caller) {
        return calls.clock().cancel(caller);
    }

    @Nullable
    Object attribute(PythonObject object, String name) {
        own(object);
        return run(now -> Optional.ofNullable(now.attribute(object, name))).orElse(null);
    }

    String typeName(PythonObject object) {
        own(object);
        return String.valueOf(
                run(now -> Optional.ofNullable(now.typeName(object))).orElse(null));
    }

    private void own(PythonObject object) {
        if (object.owner() != this) {
            throw new IllegalArgumentException("the object is of another Python interpreter");
        }
    }

    private <T> T run(Function<MicroPythonInstance, T> operation) {
        return calls.run(operation);
    }

    /**
     * Several operations between which no other thread comes; each has its own limits.
     *
     * @param waiting how many callers may wait for the interpreter already
     */
    <T> T exclusively(int waiting, Supplier<T> operations) {
        return calls.exclusively(waiting, operations);
    }

    /** Lets time pass in a call, as code of the host. */
    void pause(Duration time) throws InterruptedException {
        calls.clock().pause(time);
    }

    /** Whether it cannot be used any more. */
    public boolean isLost() {
        return !calls.isUsable();
    }

    /** Whether Python code has run out of memory, so that a new interpreter would be smaller than this. */
    public boolean isExhausted() {
        return calls.isExhausted();
    }

    /** Whether it was lost because a call took too long. */
    public boolean isKilled() {
        return calls.isKilled();
    }

    public InterpreterLimits limits() {
        return calls.limits();
    }

    /** How much memory it has taken for Python objects, in bytes; beyond its limit after a {@code MemoryError}. 0 when it is lost. */
    public int heapBytes() {
        return calls.instance().map(MicroPythonInstance::heapBytes).orElse(0);
    }

    /** How much memory it has taken, in bytes; 0 when it is lost. */
    public int memoryBytes() {
        return calls.instance().map(MicroPythonInstance::memoryBytes).orElse(0);
    }

    /** Waits for a running call. */
    @Override
    public void close() {
        calls.close();
    }
}
