package org.kernos.container;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that carries out the container's operations, one after the other (architecture O-1). An operation that a module
 * or a listener starts from within another one is carried out at once, as a part of it.
 */
final class OperationThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperationThread.class);
    private static final long END_LIMIT_S = 5;

    private volatile @Nullable Thread thread;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread fresh = new Thread(task, "kernos-operations");
        fresh.setDaemon(true);
        thread = fresh;
        return fresh;
    });

    /**
     * Carries out an operation and waits for its end.
     *
     * @throws IllegalStateException when the container has stopped
     */
    <T> T run(Supplier<T> operation) {
        if (isCurrent()) {
            return operation.get();
        }
        try {
            return CompletableFuture.supplyAsync(operation, executor).join();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the container has stopped", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            } else if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Whether the caller is a part of an operation. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Carries out an operation some time later, without waiting for it. */
    void later(Runnable operation) {
        try {
            executor.execute(operation);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the container has stopped", e);
        }
    }

    /** Waits some seconds for the operation that is running; one that closes the container itself is not waited for. */
    @Override
    public void close() {
        executor.shutdown();
        if (isCurrent()) {
            return;
        }
        try {
            if (!executor.awaitTermination(END_LIMIT_S, TimeUnit.SECONDS)) {
                LOG.warn("an operation has not ended within {} s and goes on while the container closes", END_LIMIT_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
