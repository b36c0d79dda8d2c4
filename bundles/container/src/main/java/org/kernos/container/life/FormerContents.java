package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the framework let go of the contents that a swapped module had before. It keeps each of them, with a class loader and a file, as long
 * as another bundle is wired to it, and wires nobody anew but in a refresh, which stops and starts the module and all that depend on it. So
 * they stay open meanwhile, as a module does whose bundle is updated (ADR 23). On the thread of operations.
 */
public final class FormerContents {

    private static final Logger LOG = LoggerFactory.getLogger(FormerContents.class);

    /** A refresh takes a moment for each dependent, so not after every swap. */
    static final int MOST = 4;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Wiring wiring;
    private final Attachments attachments;
    private final Function<Bundle, Runnable> guard;
    /** What each of the modules that are being refreshed was wired to: installed since or not, no other takes that one's place. */
    private final Map<Bundle, Set<Bundle>> providers = new ConcurrentHashMap<>();
    /** Guarded by this object's lock, as {@link #closed}. */
    private int running;

    private boolean closed;

    /**
     * @param guard is told of each bundle before it is refreshed, and gives what is to be run afterwards
     */
    public FormerContents(Wiring wiring, Attachments attachments, Function<Bundle, Runnable> guard) {
        this.wiring = wiring;
        this.attachments = attachments;
        this.guard = guard;
    }

    /** What a bundle has to be wired to again; empty when that is free. */
    public Set<Bundle> pinned(Bundle bundle) {
        return providers.getOrDefault(bundle, Set.of());
    }

    /** Lets go of a module's former contents, if there are many. */
    public void letGo(Bundle swapped) {
        if (wiring.formerContents(swapped) < MOST || !begin()) {
            return;
        }
        Set<AttachedModule> open = new LinkedHashSet<>();
        try {
            if (keepOpen(swapped, open)) {
                refresh(swapped, open);
                return;
            }
        } catch (IllegalStateException e) {
            LOG.debug("{} was uninstalled meanwhile, or the framework stops", swapped, e);
        }
        end(open);
    }

    /** One at a time: the end of one would be taken for that of another that has the same dependents. The next swap tries again. */
    private synchronized boolean begin() {
        if (closed || running > 0) {
            return false;
        }
        running++;
        return true;
    }

    /**
     * Nothing is refreshed any more: while it is, nobody can tell what depends on what. Waits for what has begun, but not forever.
     */
    public synchronized void close() {
        closed = true;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        boolean interrupted = false;
        for (long left = LIMIT.toNanos(); running > 0 && left > 0; left = deadline - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh(Bundle swapped, Set<AttachedModule> open) {
        List<Runnable> guards =
                open.stream().map(module -> guard.apply(module.bundle())).toList();
        wiring.refresh(swapped, () -> {
            guards.forEach(Runnable::run);
            end(open);
        });
    }

    /**
     * Keeps a module and all that depend on it open.
     *
     * @param kept the modules that are
     * @return whether that is possible: what is no module would be stopped
     */
    private boolean keepOpen(Bundle swapped, Set<AttachedModule> kept) {
        Collection<Bundle> concerned = new ArrayList<>(wiring.dependentsOf(swapped));
        // They may be wired to one of them again before the framework looks.
        concerned.addAll(attachments.updating());
        Set<Bundle> known = new LinkedHashSet<>();
        // Once more for those that have been wired to one of them before it was marked.
        while (known.addAll(concerned)) {
            for (Bundle bundle : known) {
                AttachedModule module = attachments.find(bundle);
                if (module != null) {
                    providers.put(bundle, wiring.providers(bundle));
                    module.refresh().begin();
                    kept.add(module);
                } else if (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING) {
                    LOG.debug("former contents of {} are kept: {} depends on it and is no module", swapped, bundle);
                    return false;
                }
            }
            concerned = wiring.dependentsOf(swapped);
        }
        return true;
    }

    private void end(Set<AttachedModule> kept) {
        List<AttachedModule> modules = new ArrayList<>(kept);
        Collections.reverse(modules);
        modules.forEach(module -> providers.remove(module.bundle()));
        attachments.refreshed(modules);
        synchronized (this) {
            running--;
            notifyAll();
        }
    }
}
