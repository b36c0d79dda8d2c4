package org.kernos.runtime.micropython.interpreter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that looks at the clocks of all interpreters a hundred times in a second; it exists as long as this is open. */
public final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long PERIOD_NANOS = 10_000_000;

    private final Set<CallClock> clocks = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "kernos-python-watchdog");
    private volatile boolean closed;

    public Watchdog() {
        thread.setDaemon(true);
        thread.start();
    }

    void add(CallClock clock) {
        clocks.add(clock);
        LockSupport.unpark(thread);
    }

    void remove(CallClock clock) {
        clocks.remove(clock);
    }

    private void watch() {
        while (!closed) {
            if (clocks.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, PERIOD_NANOS);
                long now = System.nanoTime();
                clocks.forEach(clock -> check(clock, now));
            }
        }
    }

    /** One interpreter that cannot be asked must not leave the others without limits; it is killed when its grace time is up. */
    private static void check(CallClock clock, long now) {
        try {
            clock.check(now);
        } catch (RuntimeException e) {
            LOG.debug("an interpreter could not be asked to end its call", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
