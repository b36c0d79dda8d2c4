package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.kernos.api.KernelFunction;
import org.kernos.api.value.Value;

/**
 * Threads that call {@code tally/stamped} while the module is swapped to and fro between its builds 1 and 2, build 1 being the first. Each
 * answer tells the ticket, how often the state has moved and the build, so that a wrong one is known as such; what is kept of them grows with
 * the swaps and not with the calls.
 */
final class StampedCallers implements AutoCloseable {

    private final KernelFunction stamped;
    private final int swaps;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Seen>> callers = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean done;

    /** What one thread has seen; {@code first} and {@code last} are tickets, by how often the state had moved. */
    private static final class Seen {
        private final int swaps;
        private final long[] first;
        private final long[] last;
        private long sum;
        private long count;
        private long latest;

        Seen(int swaps) {
            this.swaps = swaps;
            first = new long[swaps + 1];
            last = new long[swaps + 1];
            Arrays.fill(first, Long.MAX_VALUE);
        }

        void add(long answer) {
            long ticket = answer / 10_000;
            int moves = (int) (answer / 10 % 1_000);
            if (answer % 10 != 1 + moves % 2 || moves > swaps || ticket <= latest) {
                throw new AssertionError("ticket " + ticket + " behind " + latest + ", of a state that has moved "
                        + moves + " times, from build " + answer % 10);
            }
            latest = ticket;
            first[moves] = Math.min(first[moves], ticket);
            last[moves] = ticket;
            sum += ticket;
            count++;
        }

        void add(Seen other) {
            for (int moves = 0; moves < first.length; moves++) {
                first[moves] = Math.min(first[moves], other.first[moves]);
                last[moves] = Math.max(last[moves], other.last[moves]);
            }
            sum += other.sum;
            count += other.count;
        }
    }

    /**
     * @param swaps so many will be made
     */
    StampedCallers(KernelFunction stamped, int threads, int swaps) {
        this.stamped = stamped;
        this.swaps = swaps;
        for (int i = 0; i < threads; i++) {
            callers.add(this.threads.submit((Callable<Seen>) this::call));
        }
    }

    private Seen call() {
        Seen seen = new Seen(swaps);
        while (!done) {
            seen.add(((Value.Int) stamped.call()).value());
            answered.incrementAndGet();
        }
        return seen;
    }

    /** Until calls have been answered since, so that none of the revisions passes unseen. */
    void awaitAnswers() throws Exception {
        long before = answered.get();
        Await.until("answers", () -> answered.get() > before + callers.size() || hasFailed());
    }

    private boolean hasFailed() {
        return callers.stream().anyMatch(Future::isDone);
    }

    /**
     * No call has failed, each was answered by the revision whose state it had, and each ticket was given once.
     *
     * @return how many calls there were
     */
    long endAndCheck() throws Exception {
        done = true;
        Seen all = new Seen(swaps);
        for (Future<Seen> caller : callers) {
            all.add(caller.get());
        }
        assertThat(all.sum).as("of all tickets, each of them once").isEqualTo(all.count * (all.count + 1) / 2);
        long before = 0;
        for (int moves = 0; moves <= swaps; moves++) {
            assertThat(all.first[moves])
                    .as("first ticket of the state that has moved %d times, behind those of the one before", moves)
                    .isEqualTo(before + 1);
            before = all.last[moves];
        }
        return all.count;
    }

    @Override
    public void close() {
        done = true;
        threads.shutdownNow();
    }
}
