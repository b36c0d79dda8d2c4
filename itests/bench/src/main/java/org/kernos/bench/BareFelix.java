package org.kernos.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/** What StartBench compares with: Felix with Gogo, Declarative Services and Config Admin, one command, the end. */
final class BareFelix {

    private BareFelix() {}

    public static void main(String[] arguments) throws Exception {
        Path storage = Files.createTempDirectory("bare-felix");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.init();
        install(framework.getBundleContext(), Path.of(arguments[0]));
        framework.start();
        execute(framework.getBundleContext());
        framework.stop();
        framework.waitForStop(10_000);
        BenchFramework.removeTree(storage);
    }

    private static void install(BundleContext context, Path directory) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> jars = Files.list(directory)) {
            for (Path jar : jars.sorted().toList()) {
                bundles.add(context.installBundle(jar.toUri().toString()));
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private static void execute(BundleContext context) throws Exception {
        ServiceTracker<Object, Object> processors =
                new ServiceTracker<>(context, "org.apache.felix.service.command.CommandProcessor", null);
        processors.open();
        Object processor = Objects.requireNonNull(processors.waitForService(10_000));
        Object session = processor
                .getClass()
                .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
                .invoke(processor, new ByteArrayInputStream(new byte[0]), System.out, System.err);
        System.out.println(
                session.getClass().getMethod("execute", CharSequence.class).invoke(session, "felix:lb"));
        processors.close();
    }
}
