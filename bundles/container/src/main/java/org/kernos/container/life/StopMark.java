package org.kernos.container.life;

/**
 * Whether a module stays open while its bundle is stopped and started, be it for an update or a refresh, and whether the bundle has been
 * stopped for that and not started again yet. What somebody else does to the bundle at the end is not taken for a part of it.
 */
final class StopMark {

    private boolean set;
    private boolean stopped;

    synchronized void begin() {
        set = true;
    }

    synchronized boolean isSet() {
        return set;
    }

    /** The bundle was stopped. Whether the module stays open. */
    synchronized boolean stops() {
        stopped = set;
        return set;
    }

    /** The bundle was started. Whether the module has stayed open. */
    synchronized boolean starts() {
        stopped = false;
        return set;
    }

    /**
     * The module stays open no longer.
     *
     * @return whether the bundle was left stopped
     */
    synchronized boolean end() {
        boolean left = stopped;
        set = false;
        stopped = false;
        return left;
    }
}
