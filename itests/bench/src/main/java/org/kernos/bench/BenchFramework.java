package org.kernos.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.itests.Installation;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A Felix in this process, on new storage, that shares the API's classes with the measuring program. */
final class BenchFramework implements AutoCloseable {

    /** A line for each module on a terminal would be most of what is measured. Held here, or it is collected. */
    private static final Logger LOG = Logger.getLogger("org.kernos");

    static {
        LOG.setLevel(Level.WARNING);
    }

    private final Path storage;
    private final Framework framework;

    BenchFramework(Map<String, String> settings) throws BundleException, IOException {
        storage = Files.createTempDirectory("kernos-bench");
        Map<String, String> configuration = new HashMap<>(settings);
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        // As in the assembly's etc/kernos.properties.
        configuration.putIfAbsent(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        configuration.putIfAbsent("felix.resolver.parallelism", "1");
        configuration.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.kernos.api;version=1.0.0,org.kernos.api.value;version=1.0.0,"
                        + "org.kernos.api.codec;version=1.0.0,org.kernos.api.interfaces;version=1.0.0,"
                        + "org.kernos.api.program;version=1.0.0,org.kernos.api.source;version=1.0.0,"
                        + "org.kernos.spi;version=1.0.0");
        configuration.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, "kernos.runtime;kernos.runtime=bench");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.start();
    }

    /** Everything but the API's bundle and the shell. */
    void installKernos() throws BundleException {
        installKernos("");
    }

    /**
     * @param unstarted the name of a bundle that is not started
     */
    void installKernos(String unstarted) throws BundleException {
        Installation installation = new Installation();
        List<Path> jars = Stream.of(
                        installation.logging(),
                        installation.framework(),
                        installation.libraries(),
                        installation.product())
                .flatMap(List::stream)
                .filter(jar -> !jar.getFileName().toString().matches("org\\.kernos\\.(api|shell)-.*"))
                .toList();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context().installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            if (!bundle.getSymbolicName().equals(unstarted)) {
                bundle.start();
            }
        }
    }

    Bundle bundle(String name) {
        return Stream.of(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    <T> T await(Class<T> type) {
        return await(type, null);
    }

    <T> T await(Class<T> type, @Nullable String filter) {
        try {
            while (true) {
                for (ServiceReference<T> reference : context().getServiceReferences(type, filter)) {
                    return Objects.requireNonNull(context().getService(reference));
                }
                LockSupport.parkNanos(100_000);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        removeTree(storage);
    }

    static void removeTree(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
