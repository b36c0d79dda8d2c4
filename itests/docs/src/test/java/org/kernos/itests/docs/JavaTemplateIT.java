package org.kernos.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's template of a module in Java, built and loaded as its reader would, with the SDK of the distribution. */
final class JavaTemplateIT {

    private static final Path HOME = Path.of(System.getProperty("kernos.root"), "distribution/assembly/target/kernos");

    @TempDir
    Path scratch;

    @Test
    void theTemplateIsBuiltAndItsModuleAnswers() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "make"))));
        Path template = HOME.resolve("sdk/template/java-module");
        run("cp", "-r", template.toString(), "copy");

        run("make", "-C", "copy", "KERNOS=" + HOME, "MODULES=" + scratch.resolve("modules"), "install");

        assertThat(run(
                        HOME.resolve("bin/kernos").toString(),
                        "kernel:load '" + scratch.resolve("modules/tally") + "'; kernel:call tally/add 5"))
                .isEqualTo("15\n");
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
