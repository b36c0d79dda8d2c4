package org.kernos.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK's templates, copied, built and loaded as their readers would, with the SDK of the distribution. */
final class SdkTemplatesIT {

    private static final Path HOME = Path.of(System.getProperty("kernos.root"), "distribution/assembly/target/kernos");
    private static final Path SDK = HOME.resolve("sdk");

    @TempDir
    Path scratch;

    @Test
    void theKernelInCIsBuiltAndAnswers() throws Exception {
        assumeHas("cc");
        install("kernel", "SXS_INCLUDE=" + SDK.resolve("include"));

        assertThat(kernos("greet", "kernel:call greet/hello Ada; kernel:call greet/greeted"))
                .isEqualTo("1\n");
    }

    @Test
    void theModuleInJavaIsBuiltAndAnswers() throws Exception {
        install("java-module", "KERNOS=" + HOME);

        assertThat(kernos("tally", "kernel:call tally/add 5")).isEqualTo("15\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "object"})
    void theModuleInCIsBuiltInBothFormsAndAnswers(String form) throws Exception {
        assumeNative("cc");
        install("helix-module-c", "SXS_INCLUDE=" + SDK.resolve("include"), "FORM=" + form);

        assertThat(kernos("meter", "kernel:call meter/add 5; kernel:call meter/total"))
                .isEqualTo("5\n");
        assertThat(filesBelow("copy/build"))
                .containsExactly(form.equals("object") ? "object/meter/meter.hmod" : "meter/meter.hmod");
    }

    @Test
    void theModuleInRustIsBuiltWhereverItIsCopiedAndAnswers() throws Exception {
        assumeNative("cargo");
        install("helix-module-rust", "SDK=" + SDK);

        assertThat(kernos("meter-rust", "kernel:call meter-rust/add 5; kernel:call meter-rust/total"))
                .isEqualTo("5\n");
    }

    private static void assumeNative(String tool) {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "native Helix modules are for Linux");
        assumeHas(tool);
    }

    private static void assumeHas(String tool) {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
        assumeTrue(isThere, tool + " is not installed");
    }

    private void install(String template, String... settings) throws IOException, InterruptedException {
        assumeHas("make");
        run("cp", "-r", SDK.resolve("template").resolve(template).toString(), "copy");
        List<String> make = new ArrayList<>(List.of("make", "-C", "copy", "install", "MODULES=" + modules()));
        make.addAll(List.of(settings));
        run(make.toArray(String[]::new));
    }

    private Path modules() {
        return scratch.resolve("modules");
    }

    private String kernos(String module, String commands) throws IOException, InterruptedException {
        return run(
                HOME.resolve("bin/kernos").toString(),
                "kernel:load '" + modules().resolve(module) + "'; " + commands);
    }

    private List<String> filesBelow(String directory) throws IOException {
        Path top = scratch.resolve(directory);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = scratch.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        String java = System.getProperty("java.home");
        builder.environment().put("JAVA_HOME", java);
        builder.environment().put("PATH", java + "/bin:" + System.getenv("PATH"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ended within a minute", String.join(" ", command))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
