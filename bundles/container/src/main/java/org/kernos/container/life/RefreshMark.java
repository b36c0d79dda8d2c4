package org.kernos.container.life;

/**
 * Whether a module's bundle is being refreshed, and whether it has been stopped for that and not started again yet. What somebody else does
 * to the bundle at the end of a refresh is not taken for a part of it.
 */
final class RefreshMark {

    private boolean refreshed;
    private boolean stopped;

    synchronized void begin() {
        refreshed = true;
    }

    /** The bundle was stopped. Whether by a refresh, under which its module stays open. */
    synchronized boolean stops() {
        stopped = refreshed;
        return refreshed;
    }

    /** The bundle was started. Whether by a refresh. */
    synchronized boolean starts() {
        stopped = false;
        return refreshed;
    }

    /**
     * The refresh has ended.
     *
     * @return whether it has left the bundle stopped
     */
    synchronized boolean end() {
        boolean left = stopped;
        refreshed = false;
        stopped = false;
        return left;
    }
}
