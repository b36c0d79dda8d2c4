package org.kernos.container;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.life.AttachedModule;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.BundleUpdate;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleOpener;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.Replacement;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a swap of what the framework's own update of an active module's bundle is: the module stays open while its bundle is stopped,
 * and the new revision takes its place when the bundle starts again (ADR 23). What cannot be swapped is stopped and started.
 */
final class FrameworkSwaps implements Attachments.FrameworkUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkSwaps.class);
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final ModuleInstaller installer;
    private final ModuleOpener opener;
    private final ModuleTable table;
    private final SwapChecks checks;
    private final Attachments attachments;
    private final Contents contents;
    private final Replacement.StatePassage passage;
    private final Duration drainLimit;
    private final SwapLog log;
    private final Consumer<Runnable> later;
    private final Map<Bundle, Update> running = new ConcurrentHashMap<>();

    /** An update that a thread is inside. */
    private static final class Update {
        private final ModuleEntry former;
        private final byte[] content;
        private final AttachedModule module;
        private final Thread thread = Thread.currentThread();

        /**
         * @param content of the former revision
         */
        Update(ModuleEntry former, byte[] content, AttachedModule module) {
            this.former = former;
            this.content = content;
            this.module = module;
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
            Contents contents,
            Replacement.StatePassage passage,
            Duration drainLimit,
            SwapLog log,
            Consumer<Runnable> later) {
        this.installer = installer;
        this.opener = opener;
        this.table = table;
        this.checks = checks;
        this.attachments = attachments;
        this.contents = contents;
        this.passage = passage;
        this.drainLimit = drainLimit;
        this.log = log;
        this.later = later;
    }

    @Override
    public boolean stopping(AttachedModule module) {
        ModuleEntry entry = table.find(module.bundle());
        if (entry == null || !checks.isSwappable(entry)) {
            return false;
        }
        try {
            Update update = new Update(entry, installer.snapshot(entry), module);
            module.stayOpen(true);
            running.put(module.bundle(), update);
            watch(update);
            return true;
        } catch (ModuleException e) {
            LOG.warn("{} cannot be swapped and is stopped: {}", entry.name(), e.getMessage());
            return false;
        }
    }

    /** An update that fails before the bundle starts again tells nobody. */
    private void watch(Update update) {
        Bundle bundle = update.former.bundle();
        Thread watch = new Thread(
                () -> {
                    while (running.get(bundle) == update && BundleUpdate.isRunning(update.thread, bundle.getClass())) {
                        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                    }
                    if (running.remove(bundle, update)) {
                        takeBack(update);
                    }
                },
                "kernos-update-" + update.former.name());
        watch.setDaemon(true);
        watch.start();
    }

    private void takeBack(Update update) {
        ModuleEntry former = update.former;
        try {
            later.accept(() -> {
                try {
                    contents.putBack(former, update.content);
                } catch (ModuleException | BundleException | IllegalStateException e) {
                    LOG.error("the former content of {} could not be put back", former.name(), e);
                } finally {
                    attachments.settle(update.module);
                }
            });
        } catch (IllegalStateException e) {
            LOG.debug("the container stopped during an update of {}", former.name(), e);
        }
    }

    @Override
    public void started(AttachedModule module) throws ModuleException {
        Update update = running.remove(module.bundle());
        if (update == null) {
            // An operation of ours, which goes on by itself.
            return;
        }
        if (ModuleHeaders.of(module.bundle()).equals(update.former.headers())) {
            module.stayOpen(false);
            return;
        }
        SwapInProgress swap = new SwapInProgress(update.former);
        try {
            List<Problem> remains = replace(update, swap);
            module.stayOpen(false);
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

    private List<Problem> replace(Update update, SwapInProgress swap) throws ModuleException {
        Replacement replacement = new Replacement(drainLimit, passage);
        swap.by(replacement);
        ModuleEntry next = opener.describe(update.former.bundle())
                .orElseThrow(() -> new ModuleException(Problem.of(
                        ProblemCode.RUNTIME_MISSING,
                        "no bundle is active that reads the new content of module '" + update.former.name() + "'")));
        swap.to(next);
        checks.require(update.former, next.descriptor());
        replacement.done("check");
        return update.module.replace(next, replacement);
    }
}
