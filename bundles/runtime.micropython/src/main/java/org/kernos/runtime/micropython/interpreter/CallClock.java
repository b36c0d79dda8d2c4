package org.kernos.runtime.micropython.interpreter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time of one interpreter's call. When it is up, Python is asked to raise {@code KeyboardInterrupt}; when that does not help, the
 * thread is interrupted, which
 * ends the code wherever it is. {@link Watchdog} looks at it from its own thread; all else is under the interpreter's lock.
 */
final class CallClock {

    private final long graceNanos;
    private final Runnable ask;
    private long callNanos;
    private @Nullable Thread thread;
    private long start;
    private boolean asked;
    private boolean killed;
    private boolean cancelled;

    /**
     * @param ask raises KeyboardInterrupt; called by the watchdog
     */
    CallClock(InterpreterLimits limits, Runnable ask) {
        graceNanos = limits.graceTime().toNanos();
        this.ask = ask;
    }

    synchronized void begin(Duration callTime) {
        callNanos = callTime.toNanos();
        cancelled = false;
        start = System.nanoTime();
        asked = false;
        killed = false;
        thread = Thread.currentThread();
    }

    /** Afterwards the watchdog does not touch the thread any more, and what it has done to it is undone. */
    synchronized void end() {
        thread = null;
        if (killed) {
            Thread.interrupted();
        }
    }

    synchronized boolean hasAsked() {
        return asked;
    }

    synchronized boolean hasKilled() {
        return killed;
    }

    /**
     * Ends the call as if its time were up.
     *
     * @return whether this thread's call is running
     */
    synchronized boolean cancel(Thread caller) {
        if (thread != caller) {
            return false;
        } else if (!cancelled) {
            cancelled = true;
            callNanos = Math.min(callNanos, System.nanoTime() - start);
        }
        return true;
    }

    /** Lets time pass in the call; ends before that when the call is to end. */
    synchronized void pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0 && !asked) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    /** What it may take. */
    synchronized Duration callTime() {
        return Duration.ofNanos(callNanos);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** By the watchdog. The thread is interrupted again and again: code of the host may swallow it. */
    synchronized void check(long now) {
        Thread running = thread;
        if (running == null || now - start < callNanos) {
            return;
        } else if (now - start - callNanos >= graceNanos) {
            killed = true;
            running.interrupt();
        } else if (!asked) {
            asked = true;
            notifyAll();
            ask.run();
        }
    }
}
