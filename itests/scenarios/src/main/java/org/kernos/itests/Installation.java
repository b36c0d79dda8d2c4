package org.kernos.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a framework is given for these tests, as files of this build: nothing is taken from the local repository, where an
 * older build may lie.
 */
public final class Installation {

    private static final List<String> PRODUCT = List.of(
            "api",
            "sxs",
            "format.helix",
            "format.exocore",
            "runtime.cabi",
            "runtime.java",
            "runtime.micropython",
            "container",
            "deployer",
            "sources",
            "shell");

    private final Path root = Path.of(System.getProperty("kernos.root")).toAbsolutePath();
    private final String version = System.getProperty("kernos.version");
    private final Path scenarios = root.resolve("itests/scenarios/target");

    /** Our own bundles. */
    public List<Path> product() {
        return PRODUCT.stream()
                .map(bundle -> built("bundles/" + bundle, "org.kernos." + bundle))
                .toList();
    }

    /** Gogo, Declarative Services and FileInstall: what Karaf has by itself. */
    public List<Path> framework() {
        return jars("framework");
    }

    /** SLF4J, for where neither Karaf nor Pax Exam brings it. */
    public List<Path> logging() {
        return jars("logging");
    }

    /** What our bundles need beyond that. */
    public List<Path> libraries() {
        return jars("libraries");
    }

    /** The promises, and what they assert with. */
    public List<Path> tests() {
        List<Path> tests = new ArrayList<>(jars("assertions"));
        tests.add(built("itests/scenarios", "org.kernos.itests.scenarios"));
        return tests;
    }

    /** The properties of the framework or of the process: where the kernels are. */
    public Map<String, String> properties() {
        return Map.of(
                "kernos.itests.kernels", scenarios.resolve("kernels").toString(),
                "kernos.itests.samples", scenarios.resolve("samples").toString(),
                "kernos.boot", scenarios.resolve("kernels/boot") + ", " + LoadingPromises.BOOTED,
                "kernos.path", scenarios.resolve("samples").toString(),
                "kernos.deployer.quiet.ms", "300");
    }

    /** Those that make FileInstall watch a directory, where Karaf does not. */
    public static Map<String, String> watching(Path directory) {
        return Map.of(
                "kernos.itests.deploy", directory.toString(),
                "felix.fileinstall.dir", directory.toString(),
                "felix.fileinstall.poll", "100",
                "felix.fileinstall.tmpdir",
                        directory.resolveSibling("fileinstall").toString());
    }

    /** Where the promises drop modules, where it is not Karaf's own directory. */
    public Path deploy() {
        return scenarios.resolve("deploy");
    }

    private Path built(String module, String name) {
        Path jar = root.resolve(module).resolve("target/" + name + "-" + version + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not there: build it with mvn package -pl " + module + " -am");
        }
        return jar;
    }

    private List<Path> jars(String directory) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(scenarios.resolve("bundles/" + directory), "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jars.sort(null);
        return jars;
    }
}
