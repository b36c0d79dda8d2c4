package org.kernos.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.kernos.api.Dependency;
import org.kernos.api.VersionRequirement;
import org.kernos.container.resolve.DependencyResolver;
import org.kernos.container.resolve.Node;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Modules of five random dependencies each, on ones before them: ordered by our resolver, and the same graph resolved by Felix, as
 * bundles that hold nothing but a manifest with the capabilities and requirements of modules. Felix once with a namespace for each
 * module, as the container makes them, and once with one namespace for all and the name in the filter.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=ResolveBench</pre>
 */
public final class ResolveBench {

    private static final int NEEDS = 5;
    private static final int OURS = 10_000;
    private static final int ROUNDS = 3;
    private static final int[] SIZES = {1_000, 2_000, 5_000, 10_000};
    /** With one namespace more would take minutes. */
    private static final int MOST_OF_ONE_NAMESPACE = 2_000;

    private ResolveBench() {}

    public static void main(String[] arguments) throws Exception {
        ours();
        for (int size : SIZES) {
            print(
                    "Felix, %,6d bundles, a namespace each:    %s",
                    size, felix(size, false).show("ms"));
            if (size <= MOST_OF_ONE_NAMESPACE) {
                print(
                        "Felix, %,6d bundles, one namespace:       %s",
                        size, felix(size, true).show("ms"));
            }
        }
    }

    private static void ours() {
        List<Node> acyclic = nodes(new Random(1), false);
        List<Node> tangle = nodes(new Random(1), true);
        Times order = new Times();
        Times refuse = new Times();
        for (int round = 0; round < 10 + 21; round++) {
            double ordered = millis(acyclic, OURS);
            double refused = millis(tangle, 0);
            if (round >= 10) {
                order.add(ordered);
                refuse.add(refused);
            } else if (round == 0) {
                print("ours, the first time in the process:          %.1f ms", ordered);
            }
        }
        print(
                "ours, %,d modules, %,d dependencies:       %s, goal far below 1,000",
                OURS, OURS * NEEDS, order.show("ms"));
        print("ours, the same in one tangle of circles:      %s", refuse.show("ms"));
    }

    private static double millis(List<Node> nodes, int expected) {
        long start = System.nanoTime();
        int resolved = DependencyResolver.resolve(nodes).loadOrder().size();
        double millis = Times.millisSince(start);
        if (expected > 0 && resolved != expected) {
            throw new IllegalStateException(resolved + " modules are resolved");
        }
        return millis;
    }

    private static List<Node> nodes(Random random, boolean anyTarget) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < OURS; i++) {
            List<Dependency> needs = targets(random, anyTarget ? OURS : i).stream()
                    .map(target -> new Dependency(
                            "m" + target, new VersionRequirement.Compatible(new Version(1, 0, 0)), false))
                    .toList();
            nodes.add(new Node("m" + i, new Version(1, 0, 0), needs));
        }
        return nodes;
    }

    private static List<Integer> targets(Random random, int below) {
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < NEEDS && below > 0; i++) {
            targets.add(random.nextInt(below));
        }
        return targets.stream().distinct().toList();
    }

    private static Times felix(int count, boolean oneNamespace) throws Exception {
        Times times = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            try (BenchFramework framework = new BenchFramework(Map.of())) {
                List<Bundle> bundles = new ArrayList<>();
                Random random = new Random(1);
                for (int i = 0; i < count; i++) {
                    bundles.add(framework
                            .context()
                            .installBundle("m" + i, new ByteArrayInputStream(jar(i, random, oneNamespace))));
                }
                long start = System.nanoTime();
                boolean resolved = framework
                        .context()
                        .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkWiring.class)
                        .resolveBundles(bundles);
                times.add(Times.millisSince(start));
                if (!resolved) {
                    throw new IllegalStateException("Felix has not resolved all of them");
                }
            }
        }
        return times;
    }

    private static byte[] jar(int number, Random random, boolean oneNamespace) throws IOException {
        String version = ";version:Version=\"1.0.0\"";
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "m" + number);
        main.putValue(
                Constants.PROVIDE_CAPABILITY,
                oneNamespace
                        ? "kernos.module;kernos.module=\"m" + number + "\"" + version
                        : "kernos.module.m" + number + version);
        String needs = targets(random, number).stream()
                .map(target -> requirement(target, oneNamespace))
                .collect(Collectors.joining(","));
        if (!needs.isEmpty()) {
            main.putValue(Constants.REQUIRE_CAPABILITY, needs);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return jar.toByteArray();
    }

    private static String requirement(int target, boolean oneNamespace) {
        String versions = "(&(version>=1.0.0)(!(version>=2.0.0)))";
        return oneNamespace
                ? "kernos.module;filter:=\"(&(kernos.module=m" + target + ")" + versions + ")\""
                : "kernos.module.m" + target + ";filter:=\"" + versions + "\"";
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
