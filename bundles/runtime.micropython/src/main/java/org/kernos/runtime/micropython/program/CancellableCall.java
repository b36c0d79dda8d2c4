package org.kernos.runtime.micropython.program;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.interpreter.Interpreter;

/**
 * A call of Python in a thread of its own, for whoever may end it by an interrupt: an interrupt of the thread that is inside would end
 * the interpreter with all its modules, while from outside {@code KeyboardInterrupt} can be raised.
 */
final class CancellableCall {

    /** Python calls nest as deep as the stack allows. */
    private static final long STACK_BYTES = 4 << 20;

    private static final long PATIENCE_MS = 50;

    private CancellableCall() {}

    /**
     * Runs it to its end. An interrupt that has ended it is used up by that; one that it has ended in spite of is there afterwards.
     */
    static <T> T run(Interpreter interpreter, Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread worker = new Thread(null, task, "kernos-python-program", STACK_BYTES);
        worker.setDaemon(true);
        worker.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    T result = interrupted ? task.get(PATIENCE_MS, TimeUnit.MILLISECONDS) : task.get();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return result;
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel(interpreter, worker);
                } catch (TimeoutException e) {
                    cancel(interpreter, worker);
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    /** It may still be waiting for the interpreter. */
    private static void cancel(Interpreter interpreter, Thread worker) {
        if (!interpreter.cancel(worker)) {
            worker.interrupt();
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
