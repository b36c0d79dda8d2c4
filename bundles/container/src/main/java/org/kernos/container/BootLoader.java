package org.kernos.container;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.life.RefusalLog;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the boot directories once the framework has started and a reader and a runtime are there; later readers and runtimes
 * load what they make possible. Used by the operation thread only.
 */
final class BootLoader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BootLoader.class);

    private final BundleContext context;
    private final ContainerSettings settings;
    private final ModuleInstaller installer;
    private final Function<List<Path>, BootReport> load;
    private final Runnable lock;
    private final RefusalLog refusals;

    /** What the registered report says, without durations and counters. */
    private List<Object> told = List.of();

    private final Set<Path> loaded = new HashSet<>();
    private final List<ModuleInfo> active = new ArrayList<>();

    private final AtomicReference<@Nullable ServiceRegistration<BootReport>> report = new AtomicReference<>();

    BootLoader(
            BundleContext context,
            ContainerSettings settings,
            ModuleInstaller installer,
            Function<List<Path>, BootReport> load,
            Runnable lock,
            RefusalLog refusals) {
        this.context = context;
        this.settings = settings;
        this.installer = installer;
        this.load = load;
        this.lock = lock;
        this.refusals = refusals;
    }

    /**
     * Loads the directories that no earlier wave has loaded: what a person has stopped or removed since stays so.
     */
    void boot() {
        Map<String, List<Problem>> refused = new LinkedHashMap<>();
        List<Path> directories = new ArrayList<>();
        settings.boot().forEach(parent -> collect(parent, directories, refused));
        directories.removeAll(loaded);
        BootReport wave = load.apply(directories);
        directories.stream()
                .filter(directory -> isActive(wave, installer.show(directory)))
                .forEach(loaded::add);
        active.addAll(wave.active());
        refused.putAll(wave.refused());
        log(wave, refused);
        if (settings.lockAfterBoot()) {
            lock.run();
        }
        publish(new BootReport(active, refused, wave.optional(), wave.took()));
    }

    private static boolean isActive(BootReport wave, String directory) {
        return !wave.refused().containsKey(directory) && !wave.optional().containsKey(directory);
    }

    private void collect(Path parent, List<Path> directories, Map<String, List<Problem>> refused) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
            List<Path> sorted = new ArrayList<>();
            children.forEach(sorted::add);
            sorted.sort(null);
            sorted.stream().filter(installer::isModule).forEach(directories::add);
        } catch (IOException | DirectoryIteratorException e) {
            Problem problem = Problem.of(ProblemCode.DIRECTORY_MISSING, "the boot directory cannot be read: " + e)
                    .at(Place.of(installer.show(parent)))
                    .fix("correct kernos.boot, or make the directory");
            refused.put(installer.show(parent), List.of(problem));
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
        replace(null);
    }

    private void replace(@Nullable ServiceRegistration<BootReport> fresh) {
        ServiceRegistration<BootReport> former = report.getAndSet(fresh);
        if (former != null) {
            former.unregister();
        }
    }
}
