package org.kernos.container.bundle;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when the framework cannot have one of its locks. Of two threads that would wait for each other, one that changes a bundle and one that
 * resolves bundles, Felix interrupts one, whose operation is refused without having done anything. In Karaf some thread resolves bundles whenever a
 * bundle comes: the operation is tried again then.
 */
public final class FrameworkLock {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkLock.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = 1_000_000;

    /** "Unable to acquire global lock for resolve.", "Cannot acquire global lock to update the bundle." and more of that kind. */
    private static final Pattern REFUSAL = Pattern.compile("acquire (the )?(global|bundle) lock");

    /**
     * An operation of the framework.
     *
     * @param <E> what it may throw besides
     */
    @FunctionalInterface
    public interface Operation<E extends Exception> {
        void run() throws BundleException, E;
    }

    private FrameworkLock() {}

    /**
     * Carries an operation out, again when it was refused for a lock, for at most 5 seconds.
     *
     * Not from within a bundle's start or stop: who is in there holds the bundle's lock, which the other thread may be waiting for.
     *
     * @param operation may be begun any number of times, as long as it has not succeeded
     */
    public static <E extends Exception> void tryFor(Operation<E> operation) throws BundleException, E {
        long begin = System.nanoTime();
        while (true) {
            try {
                operation.run();
                return;
            } catch (BundleException | IllegalStateException e) {
                // The second is what an uninstall throws.
                if (!isRefusal(e) || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
                LOG.debug("tried again: {}", e.getMessage());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Whether the framework could not have a lock. Equinox has waited for it long enough when it says so. */
    private static boolean isRefusal(Exception e) {
        return (!(e instanceof BundleException thrown)
                        || thrown.getType() == BundleException.UNSPECIFIED
                        || thrown.getType() == BundleException.RESOLVE_ERROR)
                && e.getMessage() != null
                && REFUSAL.matcher(e.getMessage()).find();
    }
}
