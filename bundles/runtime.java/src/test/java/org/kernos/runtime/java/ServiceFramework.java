package org.kernos.runtime.java;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kernos.api.BootReport;
import org.kernos.api.Module;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework in this process, and in the place of the container one that makes an empty bundle of each directory. */
final class ServiceFramework implements AutoCloseable {

    private static final Pattern DESCRIPTION = Pattern.compile("\"name\": \"(.*?)\", \"version\": \"(.*?)\".*");

    private final Framework framework;

    /** What the container does to modules: {@code load a 1.0.0 true}, the table having it. */
    final List<String> operations = new CopyOnWriteArrayList<>();

    /** The manifests that were loaded. */
    final List<String> manifests = new CopyOnWriteArrayList<>();

    /** By module name; empty for one that loads. */
    final Map<String, List<Problem>> refusals = new ConcurrentHashMap<>();

    /** What the registry has. */
    final List<ModuleInfo> modules = new CopyOnWriteArrayList<>();

    /** Loading goes on when it is open. */
    volatile CountDownLatch loading = new CountDownLatch(0);

    final ServiceTable table = new ServiceTable();

    ServiceFramework(Path storage) throws BundleException {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    ModuleServices open() {
        return new ModuleServices(context(), container(), table);
    }

    ServiceRegistration<Module> register(String name, String version) {
        return register(new Service(name, Version.parseVersion(version)));
    }

    ServiceRegistration<Module> register(Module module) {
        return context().registerService(Module.class, module, null);
    }

    void registerReader() {
        context().registerService(ModuleReader.class, new Reader(), null);
    }

    void registerBootReport() {
        context().registerService(BootReport.class, new BootReport(List.of(), Map.of(), Duration.ZERO), null);
    }

    /** The bundles that were made of directories, by what is behind the last slash of their locations. */
    List<String> bundles() {
        List<String> names = new ArrayList<>();
        for (Bundle bundle : context().getBundles()) {
            if (bundle.getLocation().startsWith("kernos:")) {
                names.add(Path.of(bundle.getLocation()).getFileName().toString());
            }
        }
        Collections.sort(names);
        return names;
    }

    Bundle install(String location) {
        try {
            return context().installBundle(location, emptyBundle("b" + location.hashCode()));
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }

    /** A name of its own for each: two bundles of one name and version cannot be installed. */
    private static InputStream emptyBundle(String name) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try {
            new JarOutputStream(jar, manifest).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    ModuleInfo info(long bundle, ModuleDescriptor descriptor, ModuleState state) {
        return new ModuleInfo(bundle, descriptor, state, 1, "", List.of(), List.of(), Map.of());
    }

    /** Only what {@link ModuleServices} asks for: the rest of the interface is not its business. */
    private ModuleContainer container() {
        ModuleRegistry registry = (ModuleRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ModuleRegistry.class}, (p, m, a) -> {
                    if (m.getName().equals("modules")) {
                        return List.copyOf(modules);
                    }
                    throw new UnsupportedOperationException(m.toString());
                });
        return (ModuleContainer) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ModuleContainer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "load" -> load(Path.of((String) arguments[0]));
                    case "registry" -> registry;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private Outcome load(Path directory) throws Exception {
        if (!loading.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody let the container load");
        }
        String manifest = Files.readString(directory.resolve("manifest.json"));
        Matcher description = DESCRIPTION.matcher(manifest.substring(1));
        if (!description.matches() || Files.size(directory.resolve("module.service")) != 0) {
            throw new AssertionError(manifest);
        }
        String name = description.group(1);
        Version version = Version.parseVersion(description.group(2));
        operations.add(
                "load " + name + " " + version + " " + table.find(name, version).isPresent());
        if (refusals.containsKey(name)) {
            return new Outcome.Refused(refusals.get(name));
        }
        manifests.add(manifest);
        Bundle bundle = install("kernos:" + directory);
        ModuleDescriptor descriptor =
                new ModuleDescriptor(name, version, "helix", "java", List.of(), List.of(), Map.of());
        return new Outcome.Done(List.of(info(bundle.getBundleId(), descriptor, ModuleState.ACTIVE)), List.of());
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A module that does nothing. */
    record Service(String name, Version version) implements Module {
        @Override
        public void init() {}

        @Override
        public void cleanup() {}
    }

    private static final class Reader implements ModuleReader {
        @Override
        public String kind() {
            return "helix";
        }

        @Override
        public String descriptorFile() {
            return "manifest.json";
        }

        @Override
        public boolean accepts(Set<String> names) {
            return names.contains("module.service");
        }

        @Override
        public Reading read(ModuleFiles files) {
            throw new UnsupportedOperationException();
        }
    }
}
