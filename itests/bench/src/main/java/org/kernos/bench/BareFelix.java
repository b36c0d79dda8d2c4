package org.kernos.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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

/**
 * What StartBench compares with: Felix with Gogo, Declarative Services and Config Admin. With one directory of bundles, one
 * command and the end. With a second one, which holds Gogo's shell and JLine, and a storage that is kept, an interactive
 * session.
 */
final class BareFelix {

    private BareFelix() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            oneCommand(Path.of(arguments[0]));
        } else {
            interactive(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        }
    }

    private static void oneCommand(Path bundles) throws Exception {
        Path storage = Files.createTempDirectory("bare-felix");
        Framework framework = framework(storage);
        install(framework.getBundleContext(), jars(bundles));
        framework.start();
        execute(framework.getBundleContext());
        framework.stop();
        framework.waitForStop(10_000);
        BenchFramework.removeTree(storage);
    }

    /** The bundle gogo.jline opens the shell by itself. */
    private static void interactive(Path bundles, Path shell, Path storage) throws Exception {
        // Otherwise JLine looks for its terminals in the wrong place.
        Thread.currentThread().setContextClassLoader(null);
        Framework framework = framework(storage);
        if (framework.getBundleContext().getBundles().length == 1) {
            List<Path> jars = new ArrayList<>(jars(bundles));
            jars(shell).stream().filter(jar -> jar.toString().contains("jline")).forEach(jars::add);
            install(framework.getBundleContext(), jars);
        }
        framework.start();
        framework.waitForStop(0);
        System.exit(0);
    }

    private static Framework framework(Path storage) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class, BareFelix.class.getClassLoader())
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.init();
        return framework;
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> jars = Files.list(directory)) {
            return jars.sorted().toList();
        }
    }

    private static void install(BundleContext context, List<Path> jars) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context.installBundle(jar.toUri().toString()));
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
