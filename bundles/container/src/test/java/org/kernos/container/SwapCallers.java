package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.kernos.api.KernelFunction;
import org.kernos.api.value.Value;

/**
 * Threads that call while modules are swapped. Each call of a counting function takes a ticket of its module's state: one that is served
 * by a half-moved state takes one twice or leaves one out.
 */
final class SwapCallers implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<long[]>> callers = new ArrayList<>();
    private volatile boolean done;

    static long call(KernelFunction function) {
        return ((Value.Int) function.call()).value();
    }

    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /** Calls a function that gives the tickets 1, 2, 3... until {@link #endAndCheck}. */
    void begin(KernelFunction tickets, int count) {
        for (int i = 0; i < count; i++) {
            callers.add(threads.submit(() -> {
                long[] sumAndCount = new long[2];
                while (!done) {
                    sumAndCount[0] += call(tickets);
                    sumAndCount[1]++;
                }
                return sumAndCount;
            }));
        }
    }

    /** No call failed, and each ticket was given once. */
    void endAndCheck() throws Exception {
        done = true;
        long sum = 0;
        long count = 0;
        for (Future<long[]> caller : callers) {
            sum += caller.get()[0];
            count += caller.get()[1];
        }
        assertThat(count).as("calls").isPositive();
        assertThat(sum).as("of all tickets, each of them once").isEqualTo(count * (count + 1) / 2);
    }

    @Override
    public void close() {
        done = true;
        threads.shutdownNow();
    }
}
