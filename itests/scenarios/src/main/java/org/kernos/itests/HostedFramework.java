package org.kernos.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A framework in this process with all of Kernos, seen from outside: by bundles, and by a Gogo session that is reached by
 * reflection, because this class comes from the class path and Gogo's from a bundle.
 */
final class HostedFramework implements AutoCloseable {

    private final Framework framework;

    /** Starts on what is in the storage; installs only what is not there yet. */
    HostedFramework(Path storage) throws BundleException {
        this(storage, Map.of());
    }

    /**
     * @param settings win over those that the tests have anyway
     */
    HostedFramework(Path storage, Map<String, String> settings) throws BundleException {
        Installation installation = new Installation();
        Map<String, String> configuration = new HashMap<>(installation.properties());
        configuration.put("kernos.boot", "");
        configuration.putAll(Installation.watching(storage.resolveSibling("deploy")));
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        configuration.putAll(settings);
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.init();
        if (framework.getBundleContext().getBundles().length == 1) {
            install(installation);
        }
        framework.start();
    }

    private void install(Installation installation) throws BundleException {
        List<Path> jars = Stream.of(
                        installation.logging(),
                        installation.framework(),
                        installation.libraries(),
                        installation.product())
                .flatMap(List::stream)
                .toList();
        for (Path jar : jars) {
            Bundle bundle = context().installBundle(jar.toUri().toString());
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    void awaitService(String filter) throws Exception {
        Await.until("a service " + filter, () -> has(filter));
    }

    boolean has(String filter) throws InvalidSyntaxException {
        return context().getAllServiceReferences(null, filter) != null;
    }

    /** What the command returned, as the terminal would show it. */
    String run(String line) throws Exception {
        awaitService("(&(osgi.command.scope=kernel)(osgi.command.function=call))");
        Object processor = Objects.requireNonNull(context()
                .getService(context()
                        .getAllServiceReferences("org.apache.felix.service.command.CommandProcessor", null)[0]));
        OutputStream output = new ByteArrayOutputStream();
        Object session = processor
                .getClass()
                .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
                .invoke(processor, new ByteArrayInputStream(new byte[0]), output, output);
        try (AutoCloseable closed = (AutoCloseable) session) {
            Object result =
                    closed.getClass().getMethod("execute", CharSequence.class).invoke(closed, line);
            return String.valueOf(closed.getClass()
                    .getMethod("format", Object.class, int.class)
                    .invoke(closed, result, 0));
        } catch (InvocationTargetException e) {
            throw new AssertionError("'" + line + "' was refused", e.getCause());
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
