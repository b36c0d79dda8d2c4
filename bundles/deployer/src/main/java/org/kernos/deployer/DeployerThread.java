package org.kernos.deployer;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the container is called: FileInstall's own, on which it tells what has happened, must not wait for a module that
 * starts slowly.
 */
final class DeployerThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeployerThread.class);
    private static final long END_LIMIT_MS = 5_000;
    /** After a failure that nobody has foreseen. */
    private static final long REST_MS = 10_000;

    private final Deployer deployer;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "kernos-deployer");
    private volatile boolean closed;

    DeployerThread(Deployer deployer) {
        this.deployer = deployer;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There may be something to do. */
    void wake() {
        wakes.release();
    }

    private void run() {
        try {
            while (!closed) {
                long delay = tick();
                // What has happened before the next look is seen by it.
                if (wakes.tryAcquire(delay, TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }

    private long tick() {
        try {
            return deployer.tick();
        } catch (RuntimeException e) {
            LOG.error("the deployer could not look at what has changed, and tries again in {} ms", REST_MS, e);
            return REST_MS;
        }
    }

    /** Waits some seconds for the step that is being taken. */
    @Override
    public void close() {
        closed = true;
        deployer.close();
        wake();
        try {
            thread.join(END_LIMIT_MS);
            if (thread.isAlive()) {
                LOG.warn("a deployment has not ended within {} ms and goes on while the deployer stops", END_LIMIT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
