package org.kernos.sxs.run;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs what is nested too deep for the calling thread's stack on a thread with a large one, and waits for it. */
public final class BigStack {

    /** Reserved, and taken from memory only as far as it is used. */
    private static final long BYTES = 256L << 20;

    private BigStack() {}

    /**
     * Does the work in this thread, and again on a large stack if it does not end within this one. For work that changes nothing
     * outside of itself.
     */
    public static <T> T retry(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (StackOverflowError e) {
            return call(work, () -> {});
        }
    }

    /**
     * @param interrupted called when the waiting thread is interrupted; the work is waited for all the same
     * @throws Exception that the work throws
     */
    static <T> T call(Callable<T> work, Runnable interrupted) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, Thread.currentThread().getName() + "-deep", BYTES);
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                interrupted.run();
            } catch (ExecutionException e) {
                throw unwrapped(e);
            }
        }
    }

    private static Exception unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : e;
    }
}
