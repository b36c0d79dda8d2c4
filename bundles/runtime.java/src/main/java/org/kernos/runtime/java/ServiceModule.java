package org.kernos.runtime.java;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Module;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Module service from its arrival until it goes, and the module that is made of it. It may go while that is loaded. */
final class ServiceModule {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceModule.class);
    private static final Duration LOADING_LIMIT = Duration.ofSeconds(5);

    private final Module module;
    private final long number;
    private final String shown;
    private final ServiceInstaller installer;

    /** Guarded by this. */
    private Step step = Step.WAITING;

    /** Guarded by this; not null when loaded. */
    private ServiceInstaller.@Nullable Installed installed;

    /** Guarded by this; open while it is being loaded. */
    private CountDownLatch loading = new CountDownLatch(0);

    /** Why it was refused last; of the thread that loads. */
    private List<Problem> told = List.of();

    private enum Step {
        WAITING,
        LOADING,
        LOADED,
        GONE
    }

    /**
     * @param number unique among the services that are there
     * @param shown for people: whose service it is
     */
    ServiceModule(Module module, long number, String shown, ServiceInstaller installer) {
        this.module = module;
        this.number = number;
        this.shown = shown;
        this.installer = installer;
    }

    /** Loads it if it is there and not loaded. One thread; what it gives has been loaded now. */
    Optional<ServiceInstaller.Installed> load() {
        CountDownLatch ended = new CountDownLatch(1);
        if (!begin(ended)) {
            return Optional.empty();
        }
        ServiceInstaller.Installed now = null;
        try {
            now = installer.install(module, number);
            told = List.of();
        } catch (ModuleException e) {
            tell(e.problems());
        } catch (IllegalStateException e) {
            LOG.debug("{} was not loaded: the container has stopped meanwhile", shown, e);
        } finally {
            end(now);
            ended.countDown();
        }
        return Optional.ofNullable(now);
    }

    private synchronized boolean begin(CountDownLatch ended) {
        if (step != Step.WAITING) {
            return false;
        }
        step = Step.LOADING;
        loading = ended;
        return true;
    }

    private void end(ServiceInstaller.@Nullable Installed now) {
        synchronized (this) {
            if (step == Step.LOADING) {
                step = now == null ? Step.WAITING : Step.LOADED;
                installed = now;
                return;
            }
        }
        if (now != null) {
            installer.remove(now);
        }
    }

    /** It is tried again whenever something new arrives, and mostly fails for the same reasons. */
    private void tell(List<Problem> problems) {
        if (problems.equals(told)) {
            LOG.debug("{} was not loaded as before", shown);
            return;
        }
        told = problems;
        LOG.warn(
                "{} was not loaded, it is tried again when another module service, a reader or the boot report comes: {}",
                shown,
                problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    /** Removes what was made of it, before the service is given back; waits some seconds for the thread that loads it. */
    void leave() {
        Step before;
        CountDownLatch ending;
        ServiceInstaller.Installed now;
        synchronized (this) {
            before = step;
            ending = loading;
            now = installed;
            step = Step.GONE;
        }
        if (before == Step.LOADING) {
            await(ending);
        } else if (now != null && before == Step.LOADED) {
            installer.remove(now);
        }
    }

    /** Not without a limit: the container may be waiting for the very thread that takes the service back. */
    private void await(CountDownLatch ending) {
        try {
            if (!ending.await(LOADING_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} is gone while it is being loaded; its module is removed when that has ended", shown);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
