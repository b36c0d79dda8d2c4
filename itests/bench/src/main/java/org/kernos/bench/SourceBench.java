package org.kernos.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.api.Git;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.sources.SourcesComponent;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * How long it takes to say where a module is, by one thread, for each kind of source: the first time, when it is fetched from this computer, and from
 * then on, from the cache. A branch is looked up each time, so it has no goal.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=SourceBench</pre>
 */
public final class SourceBench {

    private static final int ROUNDS = 31;
    private static final int WARM_UP = 10;
    private static final int TIMES = 200;

    private final ModuleSourceResolver resolver;

    private SourceBench(ModuleSourceResolver resolver) {
        this.resolver = resolver;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("kernos-sources");
        // JGit, which makes the repository here, writes a file there.
        System.setProperty("user.home", root.toString());
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            BundleContext context = framework.context();
            SourcesComponent component = new SourcesComponent(
                    context,
                    Map.of(
                            "kernos.sources.cache", root.resolve("cache").toString(),
                            "kernos.sources.maven.local", root.resolve("local").toString()));
            ServiceReference<ModuleSourceResolver> reference =
                    Objects.requireNonNull(context.getServiceReference(ModuleSourceResolver.class));
            SourceBench bench = new SourceBench(Objects.requireNonNull(context.getService(reference)));
            for (Map.Entry<String, String> hint : hints(root).entrySet()) {
                bench.run(hint.getKey(), hint.getValue());
            }
            component.stop();
        } finally {
            BenchFramework.removeTree(root);
        }
        System.out.println("goal: less than 1000 us from the cache");
    }

    /** One for each kind of source, by what it is called here. */
    private static Map<String, String> hints(Path root) throws Exception {
        Path module = Files.createDirectories(root.resolve("alu"));
        Files.writeString(module.resolve("kernel.sxs"), "alu");
        Path archive = root.resolve("alu.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("alu/kernel.sxs"));
            zip.write("alu".getBytes(StandardCharsets.UTF_8));
        }
        Path installed = Files.createDirectories(root.resolve("local/org/example/alu/1.0.0"));
        Files.copy(archive, installed.resolve("alu-1.0.0.zip"));
        String repository = "git+file:" + root.resolve("repository");
        Map<String, String> hints = new LinkedHashMap<>();
        hints.put("file", "file:" + module);
        hints.put("zip", "zip:" + archive);
        hints.put("mvn", "mvn:org.example:alu:1.0.0");
        hints.put("git commit", repository + "#" + commit(root.resolve("repository")));
        hints.put("git branch", repository + "#main");
        return hints;
    }

    private static String commit(Path directory) throws Exception {
        try (Git git = Git.init()
                .setInitialBranch("main")
                .setDirectory(directory.toFile())
                .call()) {
            Files.writeString(directory.resolve("kernel.sxs"), "alu");
            git.add().addFilepattern("kernel.sxs").call();
            return git.commit()
                    .setSign(false)
                    .setAuthor("bench", "bench@example.org")
                    .setCommitter("bench", "bench@example.org")
                    .setMessage("module")
                    .call()
                    .name();
        }
    }

    private void run(String kind, String hint) throws Exception {
        long start = System.nanoTime();
        Path first = resolver.resolve("alu", hint).resolve();
        double firstMs = Times.millisSince(start);
        Times cached = new Times();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double us = micros(hint, first);
            if (round >= 0) {
                cached.add(us);
            }
        }
        System.out.println(
                String.format(Locale.ROOT, "%-11s first %.1f ms; then %s", kind + ":", firstMs, cached.show("us")));
    }

    private double micros(String hint, Path expected) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            if (!resolver.resolve("alu", hint).resolve().equals(expected)) {
                throw new IllegalStateException("'" + hint + "' has led to another directory than before");
            }
        }
        return Times.millisSince(start) * 1e3 / TIMES;
    }
}
