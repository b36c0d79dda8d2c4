package org.kernos.runtime.micropython.interpreter;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.file.FileTree;
import org.kernos.runtime.micropython.file.Output;
import org.kernos.runtime.micropython.interpreter.InterpreterException.Reason;
import org.kernos.runtime.micropython.machine.MicroPythonImage;
import run.endive.runtime.WasmException;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;

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

    private final ReentrantLock lock = new ReentrantLock();
    private final InterpreterLimits limits;
    private final CallTerms terms;
    private final Watchdog watchdog;
    private final CallClock clock;
    private final PrintedOutput output;
    private final FileTree files = new FileTree();

    /** Null when it is lost; changed under the lock. */
    private volatile @Nullable MicroPythonInstance python;

    private volatile boolean exhausted;

    /** Whether it was lost because a call took too long. */
    private volatile boolean killed;

    /** How many operations are under way, one inside of the other; under the lock. */
    private int depth;

    /** Takes about half a millisecond, and some hundred kilobytes of heap. */
    public Interpreter(Surroundings surroundings) {
        limits = surroundings.limits();
        watchdog = surroundings.watchdog();
        clock = new CallClock(limits, this::interrupt);
        terms = CallTerms.of(limits, surroundings.output());
        output = new PrintedOutput(terms, this::interrupt);
        python = new MicroPythonInstance(
                this, surroundings.image(), limits.heapBytes(), files, output, surroundings.modules());
        watchdog.add(clock);
    }

    private void interrupt() {
        MicroPythonInstance now = python;
        if (now != null) {
            now.interrupt();
        }
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
        files.put(MODULES + name.replace('.', '/') + (isBytecode ? BYTECODE : SOURCE), content);
    }

    /** The opposite of {@link #addModule}: {@code import} does not find it any more, also where it was imported already. */
    public void removeModule(String name) {
        removeFiles(name);
        forget(name);
    }

    private void removeFiles(String name) {
        for (String suffix : SUFFIXES) {
            files.remove(MODULES + name.replace('.', '/') + suffix);
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
        boolean isNested = lock.isHeldByCurrentThread() && depth > 0;
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
        return run(own, now -> {
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
        return lock.isHeldByCurrentThread();
    }

    /**
     * Ends the call that a thread has made, as if its time were up: by {@code KeyboardInterrupt}, and when that does not help by the end
     * of the interpreter.
     *
     * @return whether that thread's call is running
     */
    public boolean cancel(Thread caller) {
        return clock.cancel(caller);
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
        return run(terms, operation);
    }

    private <T> T run(CallTerms own, Function<MicroPythonInstance, T> operation) {
        return exclusively(limits.waiting(), () -> {
            MicroPythonInstance now = python;
            if (now == null) {
                throw new InterpreterException(Reason.CLOSED, true, "the Python interpreter is closed", null);
            }
            depth++;
            try {
                return depth > 1 ? nested(now, operation) : outermost(own, now, operation);
            } finally {
                depth--;
            }
        });
    }

    /**
     * Several operations between which no other thread comes; each has its own limits.
     *
     * @param waiting how many callers may wait for the interpreter already
     */
    <T> T exclusively(int waiting, Supplier<T> operations) {
        acquire(waiting);
        try {
            return operations.get();
        } finally {
            lock.unlock();
        }
    }

    private void acquire(int waiting) {
        if (lock.tryLock()) {
            return;
        } else if (lock.getQueueLength() >= waiting) {
            throw new InterpreterException(
                    Reason.BUSY, false, waiting + " callers wait for the Python interpreter already", null);
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterpreterException(
                    Reason.INTERRUPTED,
                    false,
                    "the thread was interrupted while it waited for the Python interpreter",
                    e);
        }
    }

    private <T> T outermost(CallTerms own, MicroPythonInstance now, Function<MicroPythonInstance, T> operation) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterpreterException(
                    Reason.INTERRUPTED,
                    false,
                    "the thread is interrupted, which would end the Python interpreter",
                    null);
        }
        output.begin(own);
        clock.begin(own.callTime());
        T result;
        try {
            now.begin();
            result = inside(now, operation);
        } catch (PythonException e) {
            throw limit(now.traced(e));
        } finally {
            clock.end();
            if (python != null && (clock.hasAsked() || output.isExceeded())) {
                now.settle();
            }
        }
        if (output.isExceeded()) {
            throw outputLimit(null);
        }
        return result;
    }

    private <T> T nested(MicroPythonInstance now, Function<MicroPythonInstance, T> operation) {
        now.checkDepth();
        return inside(now, operation);
    }

    private RuntimeException limit(PythonException e) {
        if (e.type().equals("MemoryError") && !e.isForeign()) {
            exhausted = true;
        } else if (e.type().equals("KeyboardInterrupt") && output.isExceeded()) {
            return outputLimit(e);
        } else if (e.type().equals("KeyboardInterrupt") && clock.hasAsked()) {
            return clock.isCancelled()
                    ? new InterpreterException(Reason.INTERRUPTED, false, "the call was cancelled", e)
                    : new InterpreterException(
                            Reason.TIME, false, "the call took longer than " + clock.callTime() + " and was ended", e);
        }
        return e;
    }

    private InterpreterException outputLimit(@Nullable PythonException e) {
        return new InterpreterException(
                Reason.OUTPUT, false, "the call printed more than " + output.limit() + " bytes", e);
    }

    private <T> T inside(MicroPythonInstance now, Function<MicroPythonInstance, T> operation) {
        try {
            return now.restoring(operation);
        } catch (WasmException | WasmEngineException | VirtualMachineError e) {
            throw lose(now, e);
        }
    }

    /** The instance may be halfway between two states: nobody uses it any more. */
    private InterpreterException lose(MicroPythonInstance lost, Throwable e) {
        killed = e instanceof WasmInterruptedException && clock.hasKilled();
        discard();
        if (!(e instanceof WasmInterruptedException)) {
            return new InterpreterException(Reason.CRASHED, true, "the Python interpreter has " + lost.explain(e), e);
        } else if (killed && clock.isCancelled()) {
            return new InterpreterException(
                    Reason.INTERRUPTED,
                    true,
                    "the call was cancelled, did not end by KeyboardInterrupt, and was killed",
                    e);
        } else if (killed) {
            return new InterpreterException(
                    Reason.TIME,
                    true,
                    "the call took longer than " + clock.callTime()
                            + ", did not end by KeyboardInterrupt, and was killed",
                    e);
        }
        Thread.currentThread().interrupt();
        return new InterpreterException(
                Reason.INTERRUPTED, true, "the thread was interrupted, which has ended the Python interpreter", e);
    }

    private void discard() {
        python = null;
        files.closeFiles();
        watchdog.remove(clock);
    }

    /** Lets time pass in a call, as code of the host. */
    void pause(Duration time) throws InterruptedException {
        clock.pause(time);
    }

    /** Whether it cannot be used any more. */
    public boolean isLost() {
        return python == null;
    }

    /** Whether Python code has run out of memory, so that a new interpreter would be smaller than this. */
    public boolean isExhausted() {
        return exhausted;
    }

    /** Whether it was lost because a call took too long. */
    public boolean isKilled() {
        return killed;
    }

    public InterpreterLimits limits() {
        return limits;
    }

    /** How much memory it has taken for Python objects, in bytes; beyond its limit after a {@code MemoryError}. 0 when it is lost. */
    public int heapBytes() {
        MicroPythonInstance now = python;
        return now == null ? 0 : now.heapBytes();
    }

    /** How much memory it has taken, in bytes; 0 when it is lost. */
    public int memoryBytes() {
        MicroPythonInstance now = python;
        return now == null ? 0 : now.memoryBytes();
    }

    /** Waits for a running call. */
    @Override
    public void close() {
        lock.lock();
        try {
            discard();
        } finally {
            lock.unlock();
        }
    }
}
