package org.kernos.container.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One module's bundle while it is started: open when its reader and its runtime are there, waiting otherwise. The transition
 * lock is this module's alone and guards no container state; it makes a second transition of the same module wait for the
 * first. A module's providers are opened under it, theirs never the other way round, so the locks follow the dependencies.
 */
public final class AttachedModule {

    private static final Logger LOG = LoggerFactory.getLogger(AttachedModule.class);

    private final Bundle bundle;
    private final ModuleOpener opener;
    private final ModuleTable table;
    private final BindingWhiteboard bindings;
    private final Providers providers;
    private final Duration drainLimit;
    private final Duration shutdownLimit;
    private final ReentrantLock transition = new ReentrantLock();

    private volatile @Nullable ModuleEntry entry;
    private volatile @Nullable OpenModule open;
    private volatile boolean leaving;
    private final StopMark refresh = new StopMark();
    private final StopMark update = new StopMark();
    /** Set by who could not wait for the opening, read by the opening thread after it has given up the transition lock. */
    private volatile boolean providerGone;

    private boolean detached;

    /** Opens what a module is wired to. */
    @FunctionalInterface
    interface Providers {
        void open(ModuleEntry entry) throws ModuleException;
    }

    AttachedModule(
            Bundle bundle,
            ModuleOpener opener,
            ModuleTable table,
            BindingWhiteboard bindings,
            Providers providers,
            Duration drainLimit,
            Duration shutdownLimit) {
        this.bundle = bundle;
        this.opener = opener;
        this.table = table;
        this.bindings = bindings;
        this.providers = providers;
        this.drainLimit = drainLimit;
        this.shutdownLimit = shutdownLimit;
    }

    public Bundle bundle() {
        return bundle;
    }

    boolean isOpen() {
        return open != null;
    }

    /** From now on no other module counts on this one; its bundle is being stopped. */
    void markLeaving() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /**
     * Waits for the end of a transition that is under way: of a kernel that is inside its {@code kernel_init} while a
     * provider stops. One that takes longer than the limit is told that its provider has gone, and closes itself at its end.
     * The wait is limited because the opening thread may itself be waiting for what the caller holds.
     *
     * @return whether it has ended; {@link #isOpen} then tells how
     */
    boolean settles(Duration limit) {
        try {
            if (!transition.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                providerGone = true;
                // It may have ended just before it could learn of that.
                if (!transition.tryLock()) {
                    return false;
                }
                providerGone = false;
            }
            transition.unlock();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            providerGone = true;
            return false;
        }
    }

    /** Waits for a transition that is under way, so that a module which is being opened counts. */
    boolean usesRuntime(String runtime) {
        transition.lock();
        try {
            ModuleEntry described = entry;
            return open != null
                    && described != null
                    && described.descriptor().runtime().equals(runtime);
        } finally {
            transition.unlock();
        }
    }

    long activation() {
        ModuleEntry described = entry;
        return described == null ? Long.MAX_VALUE : table.activation(described);
    }

    /**
     * Opens the module unless it is open; leaves it waiting, with the reason in its entry, when its reader or runtime is not
     * there.
     *
     * @throws ModuleException when it cannot be opened; the entry says so too
     */
    void open() throws ModuleException {
        transition.lock();
        try {
            if (open == null && !detached) {
                providerGone = false;
                openNow();
            }
        } finally {
            transition.unlock();
        }
        if (providerGone) {
            throw new ModuleException(closeAgain());
        }
    }

    private Problem closeAgain() {
        Problem problem = Problem.of(
                        ProblemCode.PROVIDER_FAILED,
                        "module '" + this
                                + "' was closed again: a module it needs was stopped while it was being opened")
                .fix("start it again, which starts what it needs");
        transition.lock();
        try {
            providerGone = false;
            withdraw();
            shutdown();
        } finally {
            close();
            ModuleEntry described = entry;
            if (described != null) {
                table.state(described, ModuleState.ERROR, List.of(problem));
            }
            transition.unlock();
        }
        return problem;
    }

    private void openNow() throws ModuleException {
        long start = System.nanoTime();
        Optional<ModuleEntry> found = opener.describe(bundle);
        if (found.isEmpty()) {
            LOG.info("{} waits for the bundle that reads its descriptor", this);
            return;
        }
        ModuleEntry described = table.enter(found.get());
        entry = described;
        List<Problem> waiting = opener.missing(described);
        if (!waiting.isEmpty()) {
            table.state(described, ModuleState.REGISTERED, waiting);
            LOG.info("{} waits: {}", described.name(), waiting.get(0).message());
            return;
        }
        table.state(described, ModuleState.LOADING, described.warnings());
        try {
            providers.open(described);
            open = opener.open(described);
        } catch (ModuleException e) {
            table.state(described, ModuleState.ERROR, e.problems());
            opener.listener().troubled(described, e.problems());
            throw e;
        } finally {
            if (open == null) {
                table.failed(described);
            }
        }
        bindings.activated(described.name());
        LOG.info(
                "{} {} revision {} is active, opened in {} ms",
                described.name(),
                described.descriptor().version(),
                described.headers().revision(),
                (System.nanoTime() - start) / 1_000_000);
        opener.listener().opened(described);
    }

    /** From now on it stays open although its bundle is stopped: the next revision is to take its place, or the former one goes on. */
    public void beginUpdate() {
        update.begin();
    }

    /**
     * The opposite of {@link #beginUpdate}.
     *
     * @return whether the bundle was left stopped, so that the module is to be {@linkplain Attachments#settle closed}
     */
    public boolean endUpdate() {
        return update.end();
    }

    StopMark update() {
        return update;
    }

    /** While its bundle is refreshed, the module stays as it is although the bundle is stopped and started: its content does not change. */
    StopMark refresh() {
        return refresh;
    }

    /**
     * Opens another revision beside the one that is open, and lets it take its place (helix W-1).
     *
     * @return what stayed behind of the former one, or went wrong with it
     * @throws ModuleException when that failed; the former one serves on
     */
    public List<Problem> replace(ModuleEntry next, Replacement replacement) throws ModuleException {
        try {
            return replaceNow(next, replacement);
        } finally {
            if (providerGone) {
                LOG.warn("{}", closeAgain());
            }
        }
    }

    private List<Problem> replaceNow(ModuleEntry next, Replacement replacement) throws ModuleException {
        transition.lock();
        try {
            OpenModule former = open;
            ModuleEntry described = entry;
            if (former == null || described == null || detached) {
                throw new ModuleException(Problem.of(
                        ProblemCode.SWAP_REFUSED, "module '" + this + "' was stopped before it could be swapped"));
            }
            OpenModule fresh = loadBeside(former, next, replacement);
            replacement.switchOver(former, fresh, () -> table.swapped(described, next, fresh));
            entry = next;
            open = fresh;
            publish(former, fresh, next);
            replacement.behindTheSwitch("save", () -> opener.saveState(next, former, fresh, replacement));
            replacement.behindTheSwitch("giving the state back", replacement::giveBack);
            replacement.behindTheSwitch("clean", () -> retire(former));
            replacement.done("clean");
            return List.of();
        } finally {
            transition.unlock();
        }
    }

    /** The next revision, with the state; whatever fails here leaves the former one as it was. */
    private OpenModule loadBeside(OpenModule former, ModuleEntry next, Replacement replacement) throws ModuleException {
        providers.open(next);
        OpenModule fresh = opener.load(next);
        replacement.done("load");
        boolean moved = false;
        try {
            replacement.moveState(former, fresh);
            moved = true;
            return fresh;
        } catch (RuntimeException | Error e) {
            LOG.error("the state of {} could not be moved", next.name(), e);
            throw new ModuleException(
                    List.of(Problem.of(
                            ProblemCode.STATE, "moving the state of module '" + next.name() + "' ended with " + e)),
                    e);
        } finally {
            if (!moved) {
                opener.end(fresh).forEach(problem -> LOG.warn("{}", problem));
            }
        }
    }

    /** The module serves already, whatever becomes of this. */
    private void publish(OpenModule former, OpenModule fresh, ModuleEntry next) {
        try {
            opener.handServices(former, fresh, next);
            bindings.swapped(next.name());
        } catch (IllegalStateException e) {
            LOG.debug("{}: the framework stops", next.name(), e);
        }
    }

    private List<Problem> retire(OpenModule former) {
        List<Problem> problems = new ArrayList<>(former.withdraw(drainLimit));
        problems.addAll(former.shutdown(shutdownLimit));
        problems.addAll(former.close());
        return problems;
    }

    /** Closes the module for good, unless it is closed. */
    void detach() {
        transition.lock();
        try {
            detached = true;
            withdraw();
            shutdown();
        } finally {
            close();
            transition.unlock();
        }
    }

    /** First step of closing, on its own when all modules are closed together (architecture S-1). */
    void withdraw() {
        transition.lock();
        try {
            OpenModule running = open;
            ModuleEntry described = entry;
            if (running != null && described != null) {
                table.closing(described);
                bindings.closing(described.name());
                report(running.withdraw(drainLimit));
            }
        } finally {
            transition.unlock();
        }
    }

    /** Second step of closing. */
    void shutdown() {
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
    void close() {
        transition.lock();
        try {
            OpenModule running = open;
            ModuleEntry described = entry;
            if (running != null && described != null) {
                open = null;
                report(running.close());
                table.closed(described);
                bindings.activated(described.name());
                LOG.info(
                        "{} revision {} is closed",
                        described.name(),
                        described.headers().revision());
                opener.listener().closed(described);
            }
        } finally {
            transition.unlock();
        }
    }

    private void report(List<Problem> problems) {
        ModuleEntry described = entry;
        for (Problem problem : problems) {
            LOG.warn("{}", problem);
            if (described != null) {
                table.addProblem(described, problem);
            }
        }
        if (described != null && !problems.isEmpty()) {
            opener.listener().troubled(described, problems);
        }
    }

    @Override
    public String toString() {
        return Wiring.moduleName(bundle);
    }
}
