package org.kernos.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleContainer;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Modules installed and started by the container, against the very same bundles installed, resolved at once and started by
 * Felix alone (their activators wait for a container that is not there). The modules' reader and runtime are this program's
 * own and do next to nothing; real kernels add the time of their libraries.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=InstallBench</pre>
 */
public final class InstallBench {

    private static final int ROUNDS = 7;
    private static final int FEW = 1_000;
    private static final int MANY = 10_000;

    private record Measured(double millis, double kibibytes) {}

    private InstallBench() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("kernos-install-bench");
        try {
            List<Path> few = TrivialModules.write(root.resolve("few"), FEW);
            List<Path> jars = jars(few, Files.createDirectories(root.resolve("jars")));
            compare(few, jars);
            List<Path> many = TrivialModules.write(root.resolve("many"), MANY);
            scale("modules", few, many, InstallBench::container);
            List<Path> manyJars = jars(many, Files.createDirectories(root.resolve("many-jars")));
            scale("plain bundles", jars, manyJars, InstallBench::plain);
        } finally {
            BenchFramework.removeTree(root);
        }
    }

    private static void compare(List<Path> directories, List<Path> jars) throws Exception {
        Times modules = new Times();
        Times bundles = new Times();
        Times ratios = new Times();
        Times moduleHeap = new Times();
        Times bundleHeap = new Times();
        for (int round = 0; round <= ROUNDS; round++) {
            Measured plain = plain(jars);
            Measured ours = container(directories);
            if (round > 0) {
                modules.add(ours.millis);
                bundles.add(plain.millis);
                ratios.add(ours.millis / plain.millis);
                moduleHeap.add(ours.kibibytes / directories.size());
                bundleHeap.add(plain.kibibytes / directories.size());
            }
        }
        print("%d modules:       %s", directories.size(), modules.show("ms"));
        print("%d plain bundles: %s", jars.size(), bundles.show("ms"));
        print("ratio of each pair:  %.2f (median), goal 1.5", ratios.median());
        print("heap per module:     %s, goal 60", moduleHeap.show("KiB"));
        print("heap per bundle:     %s", bundleHeap.show("KiB"));
    }

    private interface Load {
        Measured of(List<Path> paths) throws Exception;
    }

    private static void scale(String what, List<Path> few, List<Path> many, Load load) throws Exception {
        Times small = new Times();
        Times large = new Times();
        for (int round = 0; round < 3; round++) {
            small.add(load.of(few).millis);
            large.add(load.of(many).millis);
        }
        print("%d %s: %s", many.size(), what, large.show("ms"));
        print("times the time of %d: %.1f, goal 12", few.size(), large.median() / small.median());
    }

    private static Measured container(List<Path> directories) throws Exception {
        try (BenchFramework framework = withContainer()) {
            ModuleContainer container = framework.await(ModuleContainer.class);
            framework.await(BootReport.class);
            double before = usedKibibytes();
            long start = System.nanoTime();
            BootReport report = container.loadAll(directories);
            double millis = Times.millisSince(start);
            if (report.active().size() != directories.size()) {
                throw new IllegalStateException("refused: " + report.refused());
            }
            return new Measured(millis, usedKibibytes() - before);
        }
    }

    private static BenchFramework withContainer() throws BundleException, IOException {
        BenchFramework framework = new BenchFramework(Map.of());
        TrivialModules modules = new TrivialModules();
        framework.context().registerService(ModuleReader.class, modules, null);
        framework.context().registerService(ModuleRuntime.class, modules, null);
        framework.installKernos();
        return framework;
    }

    private static Measured plain(List<Path> jars) throws Exception {
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            double before = usedKibibytes();
            long start = System.nanoTime();
            List<Bundle> bundles = new ArrayList<>();
            for (Path jar : jars) {
                try (InputStream in = Files.newInputStream(jar)) {
                    bundles.add(framework.context().installBundle(jar.toUri().toString(), in));
                }
            }
            framework
                    .context()
                    .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .resolveBundles(bundles);
            for (Bundle bundle : bundles) {
                bundle.start();
            }
            return new Measured(Times.millisSince(start), usedKibibytes() - before);
        }
    }

    /** The bundles that the container makes of these modules. */
    private static List<Path> jars(List<Path> directories, Path target) throws Exception {
        List<Path> jars = new ArrayList<>();
        try (BenchFramework framework = withContainer()) {
            framework.await(BootReport.class);
            for (Path directory : directories) {
                Path jar = target.resolve(directory.getFileName() + ".jar");
                try (InputStream in = new URL("kernos:" + directory).openStream()) {
                    Files.copy(in, jar);
                }
                jars.add(jar);
            }
        }
        return jars;
    }

    private static double usedKibibytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
