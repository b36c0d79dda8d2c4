package org.kernos.container.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * The threads on which modules deal with messages, so that a sender can stop waiting. Not those of {@link AsyncCalls}: a module that
 * deals with a message may send one itself, and a pool whose threads all wait for each other's turn would never get to the last.
 */
public final class Deliveries implements AutoCloseable {

    /** Messages that are dealt with at once, those that modules send on the way among them. */
    static final int MOST = 256;

    /** Those of one module: a handler that hangs keeps its thread, and must not take the other modules' too. */
    static final int MOST_OF_A_MODULE = 32;

    /** A module's part of the threads. */
    public static final class Share {
        private final String module;
        private final Semaphore places = new Semaphore(MOST_OF_A_MODULE);

        public Share(String module) {
            this.module = module;
        }

        private Callable<Optional<Message>> releasing(Callable<Optional<Message>> task) {
            return () -> {
                try {
                    return task.call();
                } finally {
                    places.release();
                }
            };
        }

        private Problem refused(Message message) {
            return Problem.of(
                            ProblemCode.BUSY,
                            notSent(module, message) + "it is dealing with " + MOST_OF_A_MODULE + " messages")
                    .fix("find out with module:info " + module + " what they wait for, and send it again later");
        }
    }

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "kernos-message-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Waits so long for what a module makes of a message; what it makes of it later is dropped.
     *
     * @throws KernelException that {@code delivery} throws, or saying that the limit has passed or all threads are taken
     */
    public Optional<Message> within(
            Duration limit, Share share, Message message, Callable<Optional<Message>> delivery) {
        String module = share.module;
        Caller caller = Caller.current().orElse(null);
        Callable<Optional<Message>> task = caller == null ? delivery : () -> caller.call(delivery);
        try {
            Future<Optional<Message>> answer = submit(share, message, task);
            return answer.get(nanos(limit), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KernelException(overrun(module, message, limit), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelException(
                    Problem.of(ProblemCode.MESSAGE, "the wait for what '" + module + "' answers was interrupted"), e);
        } catch (ExecutionException e) {
            throw failure(module, message, e.getCause());
        }
    }

    private Future<Optional<Message>> submit(Share share, Message message, Callable<Optional<Message>> task) {
        if (!share.places.tryAcquire()) {
            throw new KernelException(share.refused(message));
        }
        try {
            return threads.submit(share.releasing(task));
        } catch (RejectedExecutionException e) {
            share.places.release();
            throw new KernelException(refused(share.module, message), e);
        }
    }

    private static KernelException failure(String module, Message message, @Nullable Throwable cause) {
        String text = "message '" + message.type() + "' from " + message.sender() + " was not dealt with: ";
        if (!(cause instanceof KernelException failure)) {
            return new KernelException(
                    Problem.of(ProblemCode.MESSAGE, text + "module '" + module + "' ended with " + cause)
                            .fix("if the message is right, report it to the module's author"),
                    cause);
        } else if (failure.problem().code() != ProblemCode.RAISED) {
            return failure;
        }
        String said = failure.raisedIn(module).problem().message();
        return failure.as(Problem.of(ProblemCode.MESSAGE, text + said));
    }

    /** What a sender is told who has waited so long. */
    public static Problem overrun(String module, Message message, Duration limit) {
        return Problem.of(
                        ProblemCode.TIME_LIMIT,
                        "module '" + module + "' had not dealt with message '" + message.type() + "' after "
                                + limit.toMillis() + " ms; its answer will be dropped")
                .fix("allow it more time, or find out with module:info what it waits for");
    }

    private Problem refused(String module, Message message) {
        String what = notSent(module, message);
        return threads.isShutdown()
                ? Problem.of(ProblemCode.NOT_ACTIVE, what + "the container has stopped")
                : Problem.of(ProblemCode.BUSY, what + MOST + " messages are being dealt with")
                        .fix("send it again later; modules that send each other messages in a circle never end");
    }

    private static String notSent(String module, Message message) {
        return "message '" + message.type() + "' was not sent to module '" + module + "': ";
    }

    public static long nanos(Duration limit) {
        boolean fits = limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0;
        return fits ? limit.toNanos() : Long.MAX_VALUE;
    }

    /** Messages that are being dealt with end by themselves, on daemon threads. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
