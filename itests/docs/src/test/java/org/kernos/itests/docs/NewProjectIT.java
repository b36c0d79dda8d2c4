package org.kernos.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Projects as {@code kernos new} makes them in the distribution: built, tested and loaded by their own scripts, packed, verified, and installed
 * from the archive. Without a network, by the tools of their language alone.
 */
final class NewProjectIT {

    private static final Path HOME = Path.of(System.getProperty("kernos.root"), "distribution/assembly/target/kernos");
    private static final Pattern HINT = Pattern.compile("(?m)^(zip:.*)#(sha256:[0-9a-f]{64})$");

    /** An answer of a project's own test, and the tools that it takes. The names are of all kinds that modules may have. */
    private enum Project {
        KERNEL_C("cc", "greet-c", "hello Ada", "\"Hello, Ada!\""),
        KERNEL_CPP("c++", "Greet.cpp", "join - a b c", "\"a-b-c\""),
        KERNEL_RUST("cargo", "mean_rust", "mean '[1 2 6]'", "3.0"),
        KERNEL_JAVA("javac", "greet-java", "total 1 2 3", "6"),
        MODULE_PYTHON("sh", "word-count", "words 'Hello, World'", "[\"hello\" \"world\"]"),
        HELIX_C("cc", "meter-c", "total", "0"),
        HELIX_RUST("cargo", "3d-meter.rust", "total", "0"),
        HELIX_JAVA("javac", "tally-java", "add 5", "15");

        private final String tool;
        private final String module;
        private final String call;
        private final String answer;

        Project(String tool, String module, String call, String answer) {
            this.tool = tool;
            this.module = module;
            this.call = call;
            this.answer = answer;
        }

        private String[] words() {
            return name().toLowerCase(java.util.Locale.ROOT).split("_");
        }
    }

    @TempDir
    Path scratch;

    private final Map<String, String> environment = new TreeMap<>();

    @ParameterizedTest
    @EnumSource
    void aProjectBuildsTestsLoadsAndIsPackedAsItStands(Project project) throws Exception {
        assumeHas(project.tool);
        assumeTrue(
                !project.words()[0].equals("helix") || isLinux() || project == Project.HELIX_JAVA, "helix needs ELF");
        Path directory = create(project);

        run(directory, "./test.sh");
        String packed = kernos(
                "module:pack", directory.resolve("build/" + project.module).toString());

        Matcher hint = HINT.matcher(packed);
        assertThat(hint.find()).as(packed).isTrue();
        String archive = project.module + "-1.0.0.zip";
        assertThat(hint.group(1)).isEqualTo("zip:" + archive);
        // Native Helix modules say their version themselves, like all others.
        assertThat(kernos("module:verify", "--digest", hint.group(2), archive))
                .startsWith(archive + ": " + project.module + " 1.0.0, ");
        assertThat(kernos("module:install --hint '" + hint.group() + "' " + project.module + "; kernel:call "
                        + project.module + "/" + project.call))
                .isEqualTo(project.answer + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "object"})
    void aHelixModuleInCIsBuiltInBothForms(String form) throws Exception {
        assumeHas("cc");
        assumeTrue(isLinux(), "native Helix modules are for Linux");
        Path directory = create(Project.HELIX_C);
        environment.put("FORM", form);
        run(directory, "./build.sh");

        String module = (form.equals("object") ? "build/object/" : "build/") + "meter-c";
        assertThat(filesBelow(directory.resolve("build"))).containsExactly(directory.resolve(module + "/meter-c.hmod"));
        assertThat(kernos("kernel:load '" + directory.resolve(module)
                        + "'; kernel:call meter-c/add 5; kernel:call meter-c/total"))
                .isEqualTo("5\n");
    }

    @Test
    void withoutAnInstallationTheScriptsSayWhatToSet() throws Exception {
        Path directory = create(Project.MODULE_PYTHON);
        environment.put("KERNOS_HOME", "/nowhere");

        assertThat(failure(directory, "./build.sh"))
                .isEqualTo("kernos.sh: there is no bin/kernos in '/nowhere': "
                        + "set KERNOS_HOME to the directory where Kernos is installed\n");
    }

    @Test
    void aModuleThatWasChangedOnItsWayIsRefused() throws Exception {
        Path directory = create(Project.MODULE_PYTHON);
        run(directory, "./build.sh");
        kernos(
                "module:pack",
                "--output",
                "words.zip",
                directory.resolve("build/word-count").toString());
        // At the beginning of the first entry's content, behind its name.
        byte[] bytes = Files.readAllBytes(scratch.resolve("words.zip"));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("manifest.json") + "manifest.json".length() + 8;
        bytes[at] ^= 1;
        Files.write(scratch.resolve("words.zip"), bytes);

        assertThat(failure(scratch, launcher(), "module:verify", "words.zip")).startsWith("KERNOS-0");
        assertThat(failure(scratch, launcher(), "module:install --hint zip:words.zip word-count"))
                .startsWith("KERNOS-0");
    }

    private Path create(Project project) throws IOException, InterruptedException {
        String[] words = project.words();
        assertThat(kernos("new", words[0], project.module, "--lang", words[1]))
                .startsWith("made " + project.module + ": a project of ");
        return scratch.resolve(project.module);
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static void assumeHas(String tool) {
        boolean isThere = Stream.of((System.getProperty("java.home") + "/bin:" + System.getenv("PATH")).split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
        assumeTrue(isThere, tool + " is not installed");
    }

    private static List<Path> filesBelow(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String launcher() {
        return HOME.resolve("bin/kernos").toString();
    }

    private String kernos(String... words) throws IOException, InterruptedException {
        return run(
                scratch, Stream.concat(Stream.of(launcher()), Stream.of(words)).toArray(String[]::new));
    }

    private String run(Path directory, String... command) throws IOException, InterruptedException {
        Ended ended = end(directory, command);
        assertThat(ended.status()).as(ended.said()).isZero();
        return ended.said();
    }

    private String failure(Path directory, String... command) throws IOException, InterruptedException {
        Ended ended = end(directory, command);
        assertThat(ended.status()).as(ended.said()).isNotZero();
        return ended.said();
    }

    private record Ended(int status, String said) {}

    private Ended end(Path directory, String... command) throws IOException, InterruptedException {
        Path output = scratch.resolve(".output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("%s ended within 90 s", String.join(" ", command))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
