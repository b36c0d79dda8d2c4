package org.kernos.runtime.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.kernos.api.Module;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes modules of Module services, and takes them back: a module directory for each, which the container loads as it loads every
 * other. They are removed through the framework, by bundle: of several versions the container's own operation takes the highest.
 */
final class ServiceInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceInstaller.class);
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(30);
    private static final String LOCATION = "kernos:";

    private final BundleContext context;
    private final ModuleContainer container;
    private final ServiceTable table;
    private final Path directories;

    /** What the framework has not yet unwired from modules that are gone. */
    private final Set<CountDownLatch> refreshing = ConcurrentHashMap.newKeySet();

    /** A module that was made of a service. */
    record Installed(String name, Version version, Path directory, long bundleId) {}

    ServiceInstaller(BundleContext context, ModuleContainer container, ServiceTable table) {
        this.context = context;
        this.container = container;
        this.table = table;
        this.directories = Objects.requireNonNull(context.getDataFile("services"), "a framework without storage")
                .toPath()
                .toAbsolutePath()
                .normalize();
    }

    /** What an earlier run has left behind because it did not come to its end: those services are gone. */
    void removeLeftovers() {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION + directories)) {
                uninstall(bundle);
            }
        }
        removeTree(directories);
    }

    /**
     * Loads a service's module.
     *
     * @param number unique among the services that are there
     * @throws ModuleException when it is refused; nothing is left then
     */
    Installed install(Module module, long number) throws ModuleException {
        awaitRefreshes();
        ModuleCode unnamed = new ModuleCode(module.getClass().getName(), null);
        String name = unnamed.get(ProblemCode.INIT_FAILED, "name", module::name);
        ModuleCode code = new ModuleCode(name, null);
        Version version = code.get(ProblemCode.INIT_FAILED, "version", module::version);
        String manifest = ManifestJson.of(module, code);
        enter(name, version, module);
        Path directory = directories.resolve(Long.toString(number)).resolve(name);
        boolean complete = false;
        try {
            write(directory, manifest);
            long bundleId = load(directory, name, version);
            complete = true;
            return new Installed(name, version, directory, bundleId);
        } finally {
            if (!complete) {
                forget(name, version, directory);
            }
        }
    }

    private void enter(String name, Version version, Module module) throws ModuleException {
        if (!ModuleDescriptor.isModuleName(name)) {
            throw new ModuleException(Problem.of(ProblemCode.NAME, "expected a module's name, found '" + name + "'")
                    .fix("let name() give 1 to 128 of A-Z a-z 0-9 _ . - with a letter or digit first"));
        }
        if (!table.enter(name, version, module)) {
            throw new ModuleException(Problem.of(
                            ProblemCode.ALREADY_INSTALLED,
                            "module '" + name + "' " + version + " is already there from another service")
                    .fix("give this one another version; it is loaded by itself when the other one goes"));
        }
    }

    private static void write(Path directory, String manifest) throws ModuleException {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("manifest.json"), manifest);
            Files.writeString(directory.resolve("module.service"), "");
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.UNREADABLE, "'" + directory + "' cannot be written: " + e)
                            .fix("see that the framework's storage is on a disk with space left and can be written")),
                    e);
        }
    }

    private long load(Path directory, String name, Version version) throws ModuleException {
        Outcome outcome = container.load(directory.toString());
        if (outcome instanceof Outcome.Refused refused) {
            throw new ModuleException(refused.problems());
        } else if (outcome instanceof Outcome.Unchanged unchanged) {
            return unchanged.module().bundleId();
        }
        return ((Outcome.Done) outcome)
                .modules().stream()
                        .filter(module -> module.name().equals(name)
                                && module.descriptor().version().equals(version))
                        .findFirst()
                        .map(ModuleInfo::bundleId)
                        .orElseThrow();
    }

    /** Removes a module: its calls end and its cleanup runs before this returns, as far as the container's limits let it. */
    void remove(Installed module) {
        Bundle bundle = context.getBundle(module.bundleId());
        if (bundle != null && bundle.getLocation().equals(LOCATION + module.directory())) {
            uninstall(bundle);
        }
        forget(module.name(), module.version(), module.directory());
    }

    private void forget(String name, Version version, Path directory) {
        table.remove(name, version);
        removeTree(Objects.requireNonNull(directory.getParent()));
    }

    private void uninstall(Bundle bundle) {
        try {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            boolean hasDependents =
                    wiring != null && !wiring.getProvidedWires(null).isEmpty();
            bundle.uninstall();
            if (hasDependents) {
                refresh(bundle);
            }
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{} could not be removed, its module is removed when this bundle starts next", bundle, e);
        }
    }

    /** Lets the dependents forget it. Not waited for: the caller may hold what the framework needs for that. */
    private void refresh(Bundle removed) {
        CountDownLatch done = new CountDownLatch(1);
        refreshing.add(done);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(removed), event -> {
                    refreshing.remove(done);
                    done.countDown();
                });
    }

    private void awaitRefreshes() {
        try {
            for (CountDownLatch each : refreshing) {
                if (!each.await(REFRESH_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn(
                            "the framework has not refreshed the dependents of a former service within {}",
                            REFRESH_LIMIT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> deepestFirst = new ArrayList<>(walk.toList());
            Collections.reverse(deepestFirst);
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} could not be removed, it is removed when this bundle starts next", root, e);
        }
    }
}
