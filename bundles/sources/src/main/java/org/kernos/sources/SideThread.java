package org.kernos.sources;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;

/**
 * Runs a call on a thread of its own, for a caller who can be interrupted. The call itself may be one that does not notice, as whatever reads from a
 * socket: it is left alone then, and ends when the socket does.
 */
final class SideThread {

    private static final long PATIENCE_MS = 1_000;

    private SideThread() {}

    /**
     * What is to be run.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Call<T> {

        /**
         * Throws what a {@link Fetch} may.
         *
         * @param cancelled whether the caller does not wait any longer; an interrupt alone does not say so, as libraries end their own waits with it
         */
        T run(BooleanSupplier cancelled) throws Exception;
    }

    /**
     * @param name of the thread
     * @throws InterruptedIOException when the calling thread is interrupted; the call's thread is, too, and has had a moment to end
     */
    static <T> T run(String name, Call<T> call) throws ModuleNotFoundException, ModuleLoadException, IOException {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        FutureTask<T> task = new FutureTask<>(() -> call.run(cancelled::get));
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        ended.countDown();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            cancelled.set(true);
            task.cancel(true);
            awaitEnd(ended);
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(name + " was cancelled").initCause(e);
        } catch (ExecutionException e) {
            throw SingleFlight.failure(e.getCause());
        }
    }

    /** So that the caller may delete what the call has written. */
    private static void awaitEnd(CountDownLatch ended) {
        try {
            if (!ended.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }
}
