package org.kernos.container.call;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.kernos.api.KernelException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;

/** The bounded pool behind {@code callAsync}: so many threads, so many waiting calls, and a clear refusal beyond. */
public final class AsyncCalls implements AutoCloseable {

    private final int queueLength;
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor timer;
    /** Calls that have not ended, and the function each is of. */
    private final Map<CompletableFuture<Value>, String> pending = new ConcurrentHashMap<>();

    /** What a thread of the pool is to do. */
    @FunctionalInterface
    interface Call {
        /**
         * @param left how many nanoseconds the caller still waits; none once it has given up or was told how the call ended
         */
        Value within(LongSupplier left);
    }

    public AsyncCalls(int threads, int queueLength) {
        this.queueLength = queueLength;
        this.pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queueLength), named("kernos-call-"));
        this.pool.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(1, named("kernos-limit-"));
        // Without these two, a cancelled limit stays queued and an idle container keeps a thread for it.
        this.timer.setRemoveOnCancelPolicy(true);
        this.timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        this.timer.allowCoreThreadTimeOut(true);
    }

    @SuppressWarnings({"FutureReturnValueIgnored", "CollectionUndefinedEquality"
    }) // Futures differ by identity, which is what is meant.
    CompletableFuture<Value> submit(String function, Duration timeLimit, Call call) {
        if (timeLimit.isZero() || timeLimit.isNegative()) {
            throw new IllegalArgumentException("the time limit is " + timeLimit + ", it has to be positive");
        }
        long submitted = System.nanoTime();
        CompletableFuture<Value> result = new CompletableFuture<>();
        LongSupplier left = () -> result.isDone() ? 0 : Deliveries.nanos(timeLimit) - (System.nanoTime() - submitted);
        pending.put(result, function);
        Runnable task = () -> run(call, left, result);
        try {
            pool.execute(task);
            ScheduledFuture<?> limit = timer.schedule(
                    () -> result.completeExceptionally(new KernelException(overrun(function, timeLimit))),
                    Deliveries.nanos(timeLimit),
                    TimeUnit.NANOSECONDS);
            result.whenComplete((value, failure) -> {
                limit.cancel(false);
                pending.remove(result);
                if (failure != null) {
                    pool.remove(task);
                }
            });
        } catch (RejectedExecutionException e) {
            pending.remove(result);
            result.completeExceptionally(new KernelException(refused(function), e));
        }
        return result;
    }

    private static void run(Call call, LongSupplier left, CompletableFuture<Value> result) {
        if (result.isDone()) {
            return;
        }
        try {
            result.complete(call.within(left));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private Problem refused(String function) {
        if (pool.isShutdown()) {
            return Problem.of(ProblemCode.NOT_ACTIVE, function + " was not run: the container has stopped");
        }
        return Problem.of(
                        ProblemCode.BUSY,
                        function + " was not run: " + pool.getMaximumPoolSize() + " calls are running and "
                                + queueLength + " are waiting")
                .fix("call again later, or raise kernos.async.threads or kernos.async.queue");
    }

    static Problem overrun(String function, Duration limit) {
        return Problem.of(
                        ProblemCode.TIME_LIMIT,
                        function + " had not ended after " + limit.toMillis() + " ms; its result will be dropped")
                .fix("allow it more time, or find out with module:info what it waits for");
    }

    /** Callers are freed; waiting calls are dropped, running ones end by themselves, on daemon threads. */
    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdown();
        pool.getQueue().clear();
        pending.forEach((result, function) -> result.completeExceptionally(new KernelException(refused(function))));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
