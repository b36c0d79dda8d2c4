package org.kernos.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.source.Mounts;
import org.kernos.container.swap.StateSeal;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.kernos.spi.StateBytes;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;

/** A framework in this process with a container over a {@link TestReader} and a {@link RecordingRuntime}. */
final class TestContainer implements AutoCloseable {

    final Path root;
    final RecordingRuntime runtime = new RecordingRuntime();
    private final Map<String, String> settings = new HashMap<>();
    private final Framework framework;
    private final Bundle own;
    /** As in production it outlives the container. */
    private final LoadingLock lock = new LoadingLock();
    /** Alters the state that is on its way from one revision to the next. */
    volatile UnaryOperator<byte[]> altering = UnaryOperator.identity();

    private final Mounts mounts;

    private RunningContainer running;

    TestContainer(Path root, String... keysAndValues) throws BundleException {
        this.root = root;
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, root.resolve("storage").toString());
        configuration.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.kernos.api;version=1.0.0,org.kernos.api.value;version=1.0.0,org.kernos.api.source;version=1.0.0,org.kernos.spi;version=1.0.0,org.osgi.service.cm;version=1.6.1,"
                        + "org.apache.felix.cm;version=1.2.0,org.apache.felix.cm.file;version=1.1.0");
        configuration.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, "kernos.runtime;kernos.runtime=test");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.init();
        context().registerService(ModuleReader.class, new TestReader(), null);
        context().registerService(ModuleRuntime.class, runtime, null);
        framework.start();
        own = context().installBundle("container", emptyBundle("container"));
        own.start();
        mounts = new Mounts(own.getBundleContext());
        running = newContainer();
        context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle() == own && event.getType() == BundleEvent.STOPPING) {
                running.close();
                mounts.close();
            }
        });
        running.open();
    }

    private RunningContainer newContainer() {
        return new RunningContainer(own.getBundleContext(), ContainerSettings.of(settings::get), lock, mounts, seal -> {
            StateBytes altered = StateBytes.of(altering.apply(seal.data().array()));
            return new StateSeal(altered, seal.stateVersion(), seal.checksum(), seal.crc32c());
        });
    }

    /**
     * A bundle without content, as the container's own is, whose classes are this test's.
     *
     * @param required capabilities
     */
    static InputStream emptyBundle(String name, String... required) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        for (String capabilities : required) {
            manifest.getMainAttributes().putValue(Constants.REQUIRE_CAPABILITY, capabilities);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try {
            new JarOutputStream(jar, manifest).close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    /** The container goes and comes while its modules' bundles stay started. */
    void restartContainer() {
        running.close();
        running = newContainer();
        running.open();
    }

    /** The container goes and the framework stays. */
    void stopContainer() throws BundleException {
        own.stop();
    }

    /** Config Admin has other values for these keys: a new container takes the place of the former. */
    void configure(String... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        restartContainer();
    }

    /** A component that runs containers in the place of this one. */
    ContainerComponent component(Map<String, Object> properties) {
        running.close();
        return new ContainerComponent(own.getBundleContext(), lock, mounts, properties);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Starts Config Admin, a bundle as in production; its API is this test's. */
    Bundle startConfigAdmin() throws BundleException {
        Bundle bundle = context()
                .installBundle(ConfigurationAdmin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        bundle.start();
        return bundle;
    }

    /** What Config Admin has for a module from now on. */
    void configureModule(String name, Map<String, ?> values) {
        try {
            service(ConfigurationAdmin.class)
                    .getFactoryConfiguration("org.kernos.module", name, null)
                    .update(new Hashtable<>(values));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    ModuleContainer container() {
        return service(ModuleContainer.class);
    }

    ModuleRegistry registry() {
        return service(ModuleRegistry.class);
    }

    BootReport awaitBoot() {
        await("the boot report", () -> context().getServiceReference(BootReport.class) != null);
        return service(BootReport.class);
    }

    <T> T service(Class<T> type) {
        ServiceReference<T> reference = context().getServiceReference(type);
        return Objects.requireNonNull(context().getService(Objects.requireNonNull(reference)));
    }

    int count(Class<?> type, String filter) {
        try {
            return context().getServiceReferences(type, filter).size();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A module directory with a descriptor of these lines. */
    Path module(String name, String... lines) throws IOException {
        return moduleIn(root.resolve("modules"), name, lines);
    }

    static Path moduleIn(Path parent, String name, String... lines) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(name));
        Files.writeString(directory.resolve("test.module"), String.join("\n", lines));
        Files.writeString(directory.resolve("data.txt"), "data of " + name);
        return directory;
    }

    /** The bundles of modules. */
    List<Bundle> bundles() {
        List<Bundle> bundles = new ArrayList<>(List.of(context().getBundles()));
        bundles.removeIf(bundle -> !ModuleHeaders.isModule(bundle));
        return bundles;
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 20 s for " + what);
            }
            Thread.onSpinWait();
        }
    }

    /** Stops the framework as a person would: everything closes in its order. */
    @Override
    public void close() throws BundleException {
        try {
            framework.stop();
            framework.waitForStop(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
