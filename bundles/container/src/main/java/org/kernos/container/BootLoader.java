package org.kernos.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Problem;
import org.kernos.container.life.RefusalLog;
import org.kernos.container.source.Answers;
import org.kernos.container.source.Inquiries;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the modules of {@code kernos.boot} once the framework has started and a reader and a runtime are there; later readers, runtimes and
 * resolvers load what they make possible. Used by the operation thread only: the resolver is asked on another one, and the boot goes on afterwards.
 */
final class BootLoader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BootLoader.class);

    private final BundleContext context;
    private final BootPlaces places;
    private final Runnable lock;
    private final BiFunction<List<Path>, Answers, BatchLoad.Result> load;
    private final Inquiries inquiries;
    private final RefusalLog refusals;
    private final Consumer<Runnable> operations;

    /** What the registered report says, without durations and counters. */
    private List<Object> told = List.of();

    private final Set<Path> loaded = new HashSet<>();
    private final Map<Long, ModuleInfo> active = new LinkedHashMap<>();
    private Answers answers = Answers.none();
    /** The answers that the resolver is being asked for. */
    private @Nullable Answers asked;

    private final ExecutorService asking = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "kernos-boot");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<@Nullable ServiceRegistration<BootReport>> report = new AtomicReference<>();

    /**
     * @param lock ends the loading phase, where the configuration says so
     * @param load loads what lacks no answer
     * @param operations carries out something later on the thread of operations
     */
    BootLoader(
            BundleContext context,
            BootPlaces places,
            Runnable lock,
            BiFunction<List<Path>, Answers, BatchLoad.Result> load,
            Inquiries inquiries,
            RefusalLog refusals,
            Consumer<Runnable> operations) {
        this.context = context;
        this.places = places;
        this.lock = lock;
        this.load = load;
        this.inquiries = inquiries;
        this.refusals = refusals;
        this.operations = operations;
    }

    /**
     * Loads what no earlier wave has loaded: what a person has stopped or removed since stays so. A wave that has something to ask the resolver ends without a
     * report; the next one comes with the answer.
     */
    void boot() {
        answers = inquiries.renew(answers);
        BootPlaces.Found found = places.find(answers);
        answers.expect(found.unread());
        List<Path> directories = new ArrayList<>(found.directories());
        directories.removeAll(loaded);
        BatchLoad.Result result = load.apply(directories, answers);
        BootReport wave = result.report();
        loaded.addAll(result.loaded());
        places.settle(found, loaded);
        found.there().forEach(module -> active.put(module.bundleId(), module));
        wave.active().forEach(module -> active.put(module.bundleId(), module));
        Map<String, List<Problem>> refused = new LinkedHashMap<>(found.refused());
        refused.putAll(wave.refused());
        found.modules().keySet().forEach(entry -> refusals.accepted(entry.spelled()));
        log(wave, refused);
        if (answers.isAwaited()) {
            ask();
        } else {
            lock.run();
            publish(new BootReport(List.copyOf(active.values()), refused, wave.optional(), wave.took()));
        }
    }

    private void log(BootReport wave, Map<String, List<Problem>> refused) {
        wave.active().forEach(module -> refusals.accepted(module.from()));
        refused.forEach(refusals::refused);
        wave.optional().forEach(refusals::without);
        LOG.info(
                "boot: {} modules active, {} refused, {} optional ones not active, in {} ms",
                wave.active().size(),
                refused.size(),
                wave.optional().size(),
                wave.took().toMillis());
    }

    /** A resolver that is being asked is not asked again: the wave that follows its answers looks what else is wanted. */
    private void ask() {
        Answers now = answers;
        if (asked == now) {
            return;
        }
        asked = now;
        try {
            asking.execute(() -> goOnWith(now));
        } catch (RejectedExecutionException e) {
            LOG.debug("the container stopped meanwhile", e);
        }
    }

    private void goOnWith(Answers now) {
        try {
            inquiries.ask(now);
            operations.accept(() -> answered(now));
        } catch (IllegalStateException e) {
            LOG.debug("the container stopped meanwhile", e);
        }
    }

    /** What a resolver has said that is not the one to ask any more has nobody wait for it. */
    private void answered(Answers now) {
        if (asked == now) {
            asked = null;
        }
        if (answers == now) {
            boot();
        }
    }

    /** A later wave that changed nothing leaves the report that others hold where it is. */
    private void publish(BootReport fresh) {
        List<Object> news = List.of(
                fresh.active().stream()
                        .map(module -> List.of(module.bundleId(), module.revision()))
                        .toList(),
                fresh.refused(),
                fresh.optional());
        if (!news.equals(told)) {
            told = news;
            replace(context.registerService(BootReport.class, fresh, null));
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        replace(null);
    }

    private void replace(@Nullable ServiceRegistration<BootReport> fresh) {
        ServiceRegistration<BootReport> former = report.getAndSet(fresh);
        if (former != null) {
            former.unregister();
        }
    }
}
