package org.kernos.runtime.cabi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;

/** The settings that a kernel is given by its table. Any thread; one at a time changes them. */
public final class KernelConfiguration {

    private volatile Map<String, String> inForce;
    private volatile @Nullable Offer offer;

    /** Settings that one thread sees in place of those in force. */
    private record Offer(Thread to, Map<String, String> settings) {}

    /** What decides whether offered settings come into force. */
    @FunctionalInterface
    interface Acceptance {
        void run() throws ModuleException;
    }

    public KernelConfiguration(Map<String, String> settings) {
        inForce = Map.copyOf(settings);
    }

    /** The value of a key, or null. */
    public @Nullable String find(String key) {
        Offer made = offer;
        Map<String, String> settings = made != null && made.to() == Thread.currentThread() ? made.settings() : inForce;
        return settings.get(key);
    }

    /**
     * Lets this thread see other settings while something runs; when that succeeds all see them from then on, otherwise none.
     *
     * @throws ModuleException what it throws
     */
    void offer(Map<String, String> settings, Acceptance acceptance) throws ModuleException {
        Map<String, String> copy = Map.copyOf(settings);
        offer = new Offer(Thread.currentThread(), copy);
        try {
            acceptance.run();
            inForce = copy;
        } finally {
            offer = null;
        }
    }
}
