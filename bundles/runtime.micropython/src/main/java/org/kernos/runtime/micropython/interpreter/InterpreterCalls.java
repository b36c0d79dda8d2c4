package org.kernos.runtime.micropython.interpreter;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.file.FileTree;
import org.kernos.runtime.micropython.interpreter.InterpreterException.Reason;
import run.endive.runtime.WasmException;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;

/** Lets one thread at a time into an instance of MicroPython, within limits, and gives the instance up when it is lost (ADR 21). */
final class InterpreterCalls {

    private final ReentrantLock lock = new ReentrantLock();
    private final InterpreterLimits limits;
    private final CallTerms terms;
    private final Watchdog watchdog;
    private final CallClock clock;
    private final PrintedOutput output;
    private final FileTree files;

    /** Null when it is lost; changed under the lock. */
    private volatile @Nullable MicroPythonInstance python;

    private volatile boolean exhausted;

    /** Whether it was lost because a call took too long. */
    private volatile boolean killed;

    /** How many operations are under way, one inside of the other; under the lock. */
    private int depth;

    InterpreterCalls(Interpreter.Surroundings surroundings, FileTree files) {
        this.files = files;
        limits = surroundings.limits();
        watchdog = surroundings.watchdog();
        clock = new CallClock(limits, this::interrupt);
        terms = CallTerms.of(limits, surroundings.output());
        output = new PrintedOutput(terms, this::interrupt);
    }

    /** To be called once, before anything else. */
    void begin(MicroPythonInstance instance) {
        python = instance;
        watchdog.add(clock);
    }

    private void interrupt() {
        instance().ifPresent(MicroPythonInstance::interrupt);
    }

    InterpreterLimits limits() {
        return limits;
    }

    CallClock clock() {
        return clock;
    }

    PrintedOutput output() {
        return output;
    }

    /** Empty when it is lost. */
    Optional<MicroPythonInstance> instance() {
        return Optional.ofNullable(python);
    }

    boolean isUsable() {
        return python != null;
    }

    /** Whether Python code has run out of memory. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Whether it was lost because a call took too long. */
    boolean isKilled() {
        return killed;
    }

    /** Whether this thread holds the interpreter. */
    boolean isInside() {
        return lock.isHeldByCurrentThread();
    }

    /** Whether this thread is in an operation. */
    boolean isNested() {
        return isInside() && depth > 0;
    }

    <T> T run(Function<MicroPythonInstance, T> operation) {
        return run(terms, operation);
    }

    <T> T run(CallTerms own, Function<MicroPythonInstance, T> operation) {
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

    /** See {@link Interpreter#exclusively}. */
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
            throw limit(now.raised().traced(e));
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

    /** Waits for a running call. */
    void close() {
        lock.lock();
        try {
            discard();
        } finally {
            lock.unlock();
        }
    }
}
