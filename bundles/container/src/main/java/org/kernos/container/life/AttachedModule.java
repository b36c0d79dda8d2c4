package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.spi.ModuleHost;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One module's bundle while it is started: open when its reader and its runtime are there, waiting otherwise. The transition
 * lock is this module's alone and guards no container state; it makes a second transition of the same module wait for the
 * first.
 */
public final class AttachedModule implements ModuleHost.Attachment {

    private static final Logger LOG = LoggerFactory.getLogger(AttachedModule.class);

    private final BundleContext context;
    private final ModuleOpener opener;
    private final ModuleTable table;
    private final BindingWhiteboard bindings;
    private final Duration drainLimit;
    private final Duration shutdownLimit;
    private final ReentrantLock transition = new ReentrantLock();

    private volatile @Nullable ModuleEntry entry;
    private volatile @Nullable OpenModule open;
    private boolean detached;

    public AttachedModule(
            BundleContext context,
            ModuleOpener opener,
            ModuleTable table,
            BindingWhiteboard bindings,
            Duration drainLimit,
            Duration shutdownLimit) {
        this.context = context;
        this.opener = opener;
        this.table = table;
        this.bindings = bindings;
        this.drainLimit = drainLimit;
        this.shutdownLimit = shutdownLimit;
    }

    public BundleContext context() {
        return context;
    }

    public boolean isOpen() {
        return open != null;
    }

    @Nullable
    public ModuleEntry entry() {
        return entry;
    }

    /**
     * Opens the module unless it is open; leaves it waiting, with the reason in its entry, when its reader or runtime is not
     * there.
     *
     * @throws ModuleException when it cannot be opened; the entry says so too
     */
    public void open() throws ModuleException {
        transition.lock();
        try {
            if (open == null && !detached) {
                openNow();
            }
        } finally {
            transition.unlock();
        }
    }

    private void openNow() throws ModuleException {
        long start = System.nanoTime();
        ModuleEntry described = table.enter(opener.describe(context.getBundle()));
        entry = described;
        List<Problem> waiting = opener.missing(described);
        if (!waiting.isEmpty()) {
            table.state(described, ModuleState.REGISTERED, waiting);
            LOG.info("{} waits: {}", described.name(), waiting.get(0).message());
            return;
        }
        table.state(described, ModuleState.LOADING, described.warnings());
        try {
            open = opener.open(described, context);
        } catch (ModuleException e) {
            table.state(described, ModuleState.ERROR, e.problems());
            throw e;
        }
        bindings.activated(described.name());
        LOG.info(
                "{} {} revision {} is active, opened in {} ms",
                described.name(),
                described.descriptor().version(),
                described.headers().revision(),
                (System.nanoTime() - start) / 1_000_000);
    }

    @Override
    public void detach() {
        transition.lock();
        try {
            detached = true;
            withdraw();
            shutdown();
            close();
        } finally {
            transition.unlock();
        }
    }

    /** First step of closing, on its own when all modules are closed together (architecture S-1). */
    public void withdraw() {
        transition.lock();
        try {
            OpenModule running = open;
            ModuleEntry described = entry;
            if (running != null && described != null) {
                bindings.closing(described.name());
                table.closing(described);
                report(running.withdraw(drainLimit));
            }
        } finally {
            transition.unlock();
        }
    }

    /** Second step of closing. */
    public void shutdown() {
        transition.lock();
        try {
            OpenModule running = open;
            if (running != null) {
                report(running.shutdown(shutdownLimit));
            }
        } finally {
            transition.unlock();
        }
    }

    /** Third step of closing. */
    public void close() {
        transition.lock();
        try {
            OpenModule running = open;
            ModuleEntry described = entry;
            if (running != null && described != null) {
                report(running.close());
                open = null;
                table.closed(described);
                bindings.activated(described.name());
                LOG.info(
                        "{} revision {} is closed",
                        described.name(),
                        described.headers().revision());
            }
        } finally {
            transition.unlock();
        }
    }

    private void report(List<Problem> problems) {
        ModuleEntry described = entry;
        for (Problem problem : new ArrayList<>(problems)) {
            LOG.warn("{}", problem);
            if (described != null) {
                table.addProblem(described, problem);
            }
        }
    }
}
