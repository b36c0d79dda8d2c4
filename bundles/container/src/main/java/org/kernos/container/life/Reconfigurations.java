package org.kernos.container.life;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.config.ConfigurationSource;
import org.kernos.container.config.ModuleConfiguration;
import org.kernos.spi.Reconfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of modules' configurations: merges them from their sources, and tells open modules of changes (ADR 25). What it knows of open
 * modules belongs to one thread of its own; a module's hook runs on a thread for it alone, so that one that hangs keeps nobody waiting.
 */
public final class Reconfigurations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reconfigurations.class);

    private final ModuleTable table;
    private final ModuleListener listener;
    private final Duration limit;
    private final ScheduledThreadPoolExecutor thread;
    private volatile ConfigurationSource source = ConfigurationSource.NONE;

    /**
     * @param limit after which a hook that has not ended is reported
     */
    public Reconfigurations(ModuleTable table, ModuleListener listener, Duration limit) {
        this.table = table;
        this.listener = listener;
        this.limit = limit;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "kernos-configuration"));
        thread.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread made = new Thread(work, name);
        made.setDaemon(true);
        return made;
    }

    /** Beside what modules and loads say; to be told before any module is opened. */
    public void use(ConfigurationSource configured) {
        source = configured;
    }

    /** What the module goes by if it is opened now. */
    ModuleConfiguration of(ModuleEntry entry) {
        return new ModuleConfiguration(
                entry.descriptor().properties(), entry.headers().settings(), source.of(entry.name()));
    }

    /** The source may have changed for the modules of a name. Any thread. */
    public void changed(String module) {
        later(() -> table.all(module).forEach(this::compare));
    }

    /** The source may have changed for all. Any thread. */
    public void allChanged() {
        later(() -> table.serving().forEach(this::compare));
    }

    /** What has changed while the module was being opened, nobody has told it. */
    void opened(ModuleEntry entry, OpenModule open) {
        if (!of(entry).isSame(open.configuration().wanted())) {
            changed(entry.name());
        }
    }

    private void later(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("the container is closed, no module is told of its configuration any more", e);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a changed configuration could not be handed on", e);
        }
    }

    private void compare(ModuleEntry entry) {
        table.running(entry).ifPresent(open -> compare(entry, open));
    }

    private void compare(ModuleEntry entry, OpenModule open) {
        LiveConfiguration live = open.configuration();
        ModuleConfiguration wanted = of(entry);
        if (live.isBusy()) {
            LOG.debug("{} is being told of its configuration, and is asked again afterwards", entry.name());
        } else if (wanted.isSame(live.inForce())) {
            live.taken(wanted);
        } else if (live.hook().isPresent()) {
            if (live.problems().isEmpty() || !wanted.isSame(live.wanted())) {
                new Telling(entry, open, wanted, live.hook().get()).begin();
            }
        } else if (!wanted.isSame(live.wanted())) {
            live.notTaken(wanted, List.of());
            LOG.info("{}: its configuration has changed, which takes effect at its next start", entry.name());
        }
    }

    /** One run of a module's hook. */
    private final class Telling {

        private final ModuleEntry entry;
        private final OpenModule open;
        private final LiveConfiguration live;
        private final ModuleConfiguration wanted;
        private final Reconfiguration hook;
        private final AtomicReference<@Nullable ScheduledFuture<?>> overrun = new AtomicReference<>();

        Telling(ModuleEntry entry, OpenModule open, ModuleConfiguration wanted, Reconfiguration hook) {
            this.entry = entry;
            this.open = open;
            this.live = open.configuration();
            this.wanted = wanted;
            this.hook = hook;
        }

        void begin() {
            live.busy(true);
            daemon(this::run, "kernos-configure-" + entry.name()).start();
        }

        /** On a thread of its own. */
        private void run() {
            boolean entered = false;
            List<Problem> problems = List.of();
            try {
                entered = open.runInside(() -> {
                    overrun.set(thread.schedule(this::overrun, limit.toMillis(), TimeUnit.MILLISECONDS));
                    hook.reconfigure(wanted.values());
                });
            } catch (ModuleException e) {
                entered = true;
                problems = e.problems();
            } catch (RejectedExecutionException e) {
                LOG.debug("the container is closed, {} is not told of its configuration any more", entry.name(), e);
            } catch (RuntimeException | Error e) {
                LOG.warn("{} could not be told of its configuration", entry.name(), e);
                entered = true;
                problems = List.of(problem("its hook for a changed configuration ended with " + e));
            }
            ScheduledFuture<?> waiting = overrun.get();
            if (waiting != null) {
                waiting.cancel(false);
            }
            boolean told = entered;
            List<Problem> refusal = problems;
            later(() -> ended(told, refusal));
        }

        private Problem problem(String what) {
            return Problem.of(ProblemCode.CONFIGURATION, "module '" + entry.name() + "': " + what);
        }

        private void overrun() {
            if (live.isBusy()) {
                refused(List.of(problem("its hook for a changed configuration has not ended within " + limit.toMillis()
                                + " ms; it goes on, and the module with what it had until then")
                        .fix("find out what it waits for; kernos.configure.limit.ms is how long to wait for it")));
            }
        }

        private void refused(List<Problem> problems) {
            live.notTaken(wanted, problems);
            problems.forEach(problem -> LOG.warn("{}", problem));
            listener.troubled(entry, problems);
        }

        private void ended(boolean told, List<Problem> problems) {
            live.busy(false);
            if (!problems.isEmpty()) {
                refused(problems);
            } else if (told) {
                live.taken(wanted);
                LOG.info("{}: has taken its changed configuration", entry.name());
            }
            // It may have changed once more, or another revision serves, which was opened before it changed.
            changed(entry.name());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
