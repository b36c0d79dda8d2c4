package org.kernos.container.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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
     * @throws KernelException that {@code delivery} throws, or saying that the limit has passed
     */
    public Optional<Message> within(
            Duration limit, String module, Message message, Callable<Optional<Message>> delivery) {
        Caller caller = Caller.current().orElse(null);
        Callable<Optional<Message>> task = caller == null ? delivery : () -> caller.call(delivery);
        try {
            Future<Optional<Message>> answer = threads.submit(task);
            return answer.get(nanos(limit), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KernelException(overrun(module, message, limit), e);
        } catch (RejectedExecutionException e) {
            throw new KernelException(refused(module, message), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelException(
                    Problem.of(ProblemCode.MESSAGE, "the wait for what '" + module + "' answers was interrupted"), e);
        } catch (ExecutionException e) {
            throw failure(module, message, e.getCause());
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
        String what = "message '" + message.type() + "' was not sent to module '" + module + "': ";
        return threads.isShutdown()
                ? Problem.of(ProblemCode.NOT_ACTIVE, what + "the container has stopped")
                : Problem.of(ProblemCode.BUSY, what + MOST + " messages are being dealt with")
                        .fix("send it again later; modules that send each other messages in a circle never end");
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
