package org.kernos.container;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.bundle.FrameworkLock;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.history.UnfinishedUpdates;
import org.kernos.container.life.AttachedModule;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.BundleUpdate;
import org.kernos.container.life.FormerContents;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleOpener;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.Replacement;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a swap of every update of an active module's bundle, be it the framework's own or one of the container: the module stays open
 * while its bundle is stopped, and the new revision takes its place when the bundle starts again (ADR 23). The framework lets one thread
 * at a time update a bundle, so that two swaps of one module never overlap. What cannot be swapped is stopped and started.
 */
final class FrameworkSwaps implements Attachments.FrameworkUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkSwaps.class);
    private static final long LOOK_AGAIN_NANOS = 20_000_000;
    private static final int TRIES = 10;
    private static final Duration PUT_BACK_LIMIT = Duration.ofSeconds(10);

    private final ModuleInstaller installer;
    private final ModuleOpener opener;
    private final ModuleTable table;
    private final SwapChecks checks;
    private final Attachments attachments;
    private final FormerContents formerContents;
    private final Contents contents;
    private final Replacement.StatePassage passage;
    private final Duration drainLimit;
    private final SwapLog log;
    private final UnfinishedUpdates unfinished;
    private final Consumer<Runnable> later;
    private final Map<Bundle, Update> running = new ConcurrentHashMap<>();
    /** What the container itself is about to put into a bundle, by the thread that does. */
    private final Map<Thread, OwnUpdate> own = new ConcurrentHashMap<>();

    /** An update that a thread is inside, or that has failed and is to be taken back. */
    private static final class Update {
        private final ModuleEntry former;
        private final byte[] content;
        private final AttachedModule module;
        private final UnfinishedUpdates.Guard guard;
        private final Thread thread = Thread.currentThread();

        /**
         * @param content of the former revision
         */
        Update(ModuleEntry former, byte[] content, AttachedModule module, UnfinishedUpdates.Guard guard) {
            this.former = former;
            this.content = content;
            this.module = module;
            this.guard = guard;
        }

        boolean isInside() {
            return BundleUpdate.isRunning(thread, former.bundle().getClass());
        }
    }

    /**
     * @param later carries out an operation some time later, in its turn
     */
    FrameworkSwaps(
            ModuleInstaller installer,
            ModuleOpener opener,
            ModuleTable table,
            SwapChecks checks,
            Attachments attachments,
            FormerContents formerContents,
            Contents contents,
            Replacement.StatePassage passage,
            Duration drainLimit,
            SwapLog log,
            UnfinishedUpdates unfinished,
            Consumer<Runnable> later) {
        this.installer = installer;
        this.opener = opener;
        this.table = table;
        this.checks = checks;
        this.attachments = attachments;
        this.formerContents = formerContents;
        this.contents = contents;
        this.passage = passage;
        this.drainLimit = drainLimit;
        this.log = log;
        this.unfinished = unfinished;
        this.later = later;
    }

    /**
     * Waits for the end of an update that another thread is inside.
     *
     * @return whether none is under way; never when the caller is a part of one
     */
    boolean awaitOthers(Bundle bundle) {
        Update awaited = null;
        long deadline = 0;
        for (Update update = running.get(bundle); update != null && update.isInside(); update = running.get(bundle)) {
            if (!update.equals(awaited)) {
                // Each may take its time, of those too that others begin meanwhile.
                awaited = update;
                deadline = System.nanoTime() + 2 * drainLimit.toNanos();
            }
            if (update.thread.equals(Thread.currentThread()) || System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    /** What is in the entry's bundle now, which an update may have changed since. */
    ModuleEntry current(ModuleEntry entry) {
        ModuleEntry now = table.find(entry.bundle());
        return now == null ? entry : now;
    }

    /**
     * Updates the bundle of an open module, which a new revision takes the place of.
     *
     * @throws BundleException of the framework
     * @throws IOException when the new content cannot be read
     * @throws ModuleException when what it needs is not there, or it cannot take the place; the former revision serves on, and its
     *     content is in the bundle again
     */
    void update(OwnUpdate update) throws BundleException, IOException, ModuleException {
        own.put(Thread.currentThread(), update);
        try {
            updateAndStart(update);
            endGuard(update);
        } finally {
            own.remove(Thread.currentThread());
        }
    }

    private void updateAndStart(OwnUpdate update) throws BundleException, IOException, ModuleException {
        BundleException thrown = null;
        try {
            FrameworkLock.tryFor(() -> put(update));
        } catch (BundleException e) {
            thrown = e;
        }
        if (update.isUndecided()
                && !ModuleHeaders.of(update.former().bundle())
                        .equals(update.former().headers())) {
            // It could not be resolved, of which some frameworks only tell their listeners.
            contents.start(update.next(), update.former());
        }
        update.throwFailure();
        if (thrown != null && update.isUndecided()) {
            throw thrown;
        }
    }

    /** Once the content is in the bundle, whatever fails is a matter of its start, and no reason to put it there again. */
    private void put(OwnUpdate update) throws BundleException, IOException {
        if (update.formerContent() != null && hasNewContent(update)) {
            return;
        }
        try (InputStream content = installer.stream(update.candidate())) {
            update.former().bundle().update(content);
        }
    }

    /** Not what somebody else has put there meanwhile. */
    private static boolean hasNewContent(OwnUpdate update) {
        ModuleHeaders now = ModuleHeaders.of(update.former().bundle());
        return !now.equals(update.former().headers()) && ModuleInstaller.isCurrent(update.candidate(), now);
    }

    /** Puts back what was in the bundle before an update of the container's that failed. */
    List<Problem> putBack(OwnUpdate update) {
        Bundle bundle = update.former().bundle();
        Update failed = running.get(bundle);
        if (failed == null) {
            endGuard(update);
            return List.of();
        }
        return putBack(failed);
    }

    /** The framework may write of the bundle until its update returns. */
    private void endGuard(OwnUpdate update) {
        update.guard().ifPresent(unfinished::end);
    }

    @Override
    public boolean stopping(AttachedModule module) {
        ModuleEntry entry = table.find(module.bundle());
        OwnUpdate expected = ownOf(module.bundle());
        if (entry == null || (expected == null && !checks.isSwappable(entry))) {
            return false;
        }
        try {
            byte[] content = installer.snapshot(entry);
            Update update = new Update(entry, content, module, unfinished.begin(module.bundle(), content));
            synchronized (module) {
                module.beginUpdate();
                running.put(module.bundle(), update);
            }
            if (expected == null) {
                watch(update);
            } else {
                expected.replaces(entry, update.content);
                expected.guardedBy(update.guard);
            }
            return true;
        } catch (ModuleException e) {
            LOG.warn("{} cannot be swapped and is stopped: {}", entry.name(), e.getMessage());
            return false;
        }
    }

    private @Nullable OwnUpdate ownOf(Bundle bundle) {
        OwnUpdate expected = own.get(Thread.currentThread());
        return expected != null && expected.former().bundle().equals(bundle) ? expected : null;
    }

    /** An update that fails before the bundle starts again tells nobody; nor does one that ends. */
    private void watch(Update update) {
        Bundle bundle = update.former.bundle();
        Thread watch = new Thread(
                () -> {
                    while (update.isInside()) {
                        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                    }
                    if (update.equals(running.get(bundle))) {
                        takeBack(update);
                    } else {
                        unfinished.end(update.guard);
                    }
                },
                "kernos-update-" + update.former.name());
        watch.setDaemon(true);
        watch.start();
    }

    private void takeBack(Update update) {
        try {
            later.accept(() -> {
                if (update.equals(running.get(update.former.bundle()))) {
                    putBack(update);
                }
            });
        } catch (IllegalStateException e) {
            unfinished.end(update.guard);
            LOG.debug("the container stopped during an update of {}", update.former.name(), e);
        }
    }

    private List<Problem> putBack(Update update) {
        ModuleEntry former = update.former;
        try {
            putBackRepeatedly(update);
            return List.of();
        } catch (BundleException | ModuleException | RuntimeException e) {
            LOG.error("the former content of {} could not be put back", former.name(), e);
            return List.of(Problem.of(
                            ProblemCode.FRAMEWORK,
                            "the former content of module '" + former.name()
                                    + "' could not be put back into its bundle: " + e.getMessage())
                    .at(Place.of(former.headers().shownLocation()))
                    .fix("uninstall and load it anew"));
        } finally {
            boolean leftStopped = end(update);
            unfinished.end(update.guard);
            if (leftStopped) {
                attachments.settle(update.module);
            }
            letGo(former.bundle());
        }
    }

    private void letGo(Bundle swapped) {
        try {
            later.accept(() -> formerContents.letGo(swapped));
        } catch (IllegalStateException e) {
            LOG.debug("the container stopped behind an update of {}", swapped, e);
        }
    }

    /**
     * What has served before starts again. But while the bundle is stopped, others can give it a content that does not start either, and
     * Felix may stumble over those who look into it.
     */
    private void putBackRepeatedly(Update update) throws BundleException, ModuleException {
        Bundle bundle = update.former.bundle();
        long begin = System.nanoTime();
        for (int left = TRIES; left > 0; left--) {
            try {
                contents.putBack(update.former, update.content);
                return;
            } catch (BundleException | ModuleException | RuntimeException e) {
                boolean late = System.nanoTime() - begin > PUT_BACK_LIMIT.toNanos();
                if (left == 1 || late || bundle.getState() == Bundle.UNINSTALLED) {
                    throw e;
                }
                LOG.debug("{} could not be put back at once", update.former.name(), e);
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }

    @Override
    public void started(AttachedModule module) throws ModuleException {
        Update update = running.get(module.bundle());
        if (update == null) {
            return;
        }
        OwnUpdate expected = ownOf(module.bundle());
        if (ModuleHeaders.of(module.bundle()).equals(update.former.headers())) {
            ended(update);
        } else if (expected != null) {
            replaceByOwn(update, expected);
        } else {
            replaceByOther(update);
        }
    }

    /**
     * The module does not stay open for this update any longer; for another one it may.
     *
     * @return whether the bundle was left stopped
     */
    private boolean end(Update update) {
        synchronized (update.module) {
            return running.remove(update.former.bundle(), update) && update.module.endUpdate();
        }
    }

    private void ended(Update update) {
        end(update);
        letGo(update.former.bundle());
    }

    private void replaceByOwn(Update update, OwnUpdate expected) throws ModuleException {
        expected.replaces(update.former, update.content);
        try {
            expected.switched(replace(update, expected.swap(), expected.replacement()));
            ended(update);
        } catch (ModuleException e) {
            expected.failed(e);
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} could not be swapped", update.former.name(), e);
            Problem problem = Problem.of(
                            ProblemCode.FRAMEWORK, "swapping module '" + update.former.name() + "' ended with " + e)
                    .fix("the log has the stack trace");
            expected.failed(new ModuleException(List.of(problem), e));
            throw e;
        }
    }

    private void replaceByOther(Update update) throws ModuleException {
        SwapInProgress swap = new SwapInProgress(update.former);
        Replacement replacement = new Replacement(drainLimit, passage);
        swap.by(replacement);
        try {
            List<Problem> remains = replace(update, swap, replacement);
            ended(update);
            log.ended(swap.switched(remains), SwapLog.UPDATE, update.former, update.content);
        } catch (ModuleException e) {
            log.ended(swap.rolledBack(e.problems(), List.of()), SwapLog.UPDATE, update.former, update.content);
            takeBack(update);
            throw e;
        } catch (RuntimeException e) {
            takeBack(update);
            throw e;
        }
    }

    private List<Problem> replace(Update update, SwapInProgress swap, Replacement replacement) throws ModuleException {
        ModuleEntry next = opener.describe(update.former.bundle())
                .orElseThrow(() -> new ModuleException(Problem.of(
                        ProblemCode.RUNTIME_MISSING,
                        "no bundle is active that reads the new content of module '" + update.former.name() + "'")));
        swap.to(next);
        checks.require(update.former, next.descriptor());
        if (replacement.steps().isEmpty()) {
            replacement.done("check");
        }
        return update.module.replace(next, replacement);
    }
}
