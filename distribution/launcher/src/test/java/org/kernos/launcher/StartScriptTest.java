package org.kernos.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/kernos} with a java that only prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {

    private static final Path SCRIPT = Path.of("../assembly/src/main/home/bin/kernos");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void installTheScript() throws Exception {
        directory = directory.toRealPath();
        Files.createDirectories(directory.resolve("home/bin"));
        Files.copy(SCRIPT, directory.resolve("home/bin/kernos"));
        jdk("17.0.15");
    }

    @Test
    void oneCommandReachesJavaWithItsArgumentsAsTheyAre() throws Exception {
        assertThat(run(Map.of(), "home/bin/kernos", "echo", "a b", "*").lines())
                .startsWith("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED")
                .contains("-Dkernos.home=" + directory.resolve("home"))
                .endsWith("-jar", directory + "/home/lib/org.kernos.launcher.jar", "echo", "a b", "*");
    }

    @Test
    void aSessionAndAProgramAreNotLimitedToTheFirstCompiler() throws Exception {
        assertThat(run(Map.of(), "home/bin/kernos").lines()).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(run(Map.of(), "home/bin/kernos", "sxs:run", "program.sxs").lines())
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void anotherCollectorReplacesOurs() throws Exception {
        assertThat(run(Map.of("KERNOS_OPTS", "-Xmx1g -XX:+UseZGC"), "home/bin/kernos")
                        .lines())
                .contains("-Xmx1g", "-XX:+UseZGC")
                .doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void theHomeIsFoundThroughSymbolicLinks() throws Exception {
        Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("bin/first"), Path.of("../home/bin/kernos"));
        Files.createSymbolicLink(directory.resolve("second"), directory.resolve("bin/first"));

        assertThat(run(Map.of(), "second").lines()).contains("-Dkernos.home=" + directory.resolve("home"));
    }

    @Test
    void jdk25IsToldThatUnsafeIsMeant() throws Exception {
        jdk("25.0.3");

        assertThat(run(Map.of(), "home/bin/kernos").lines()).contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void anOldJdkIsOneSentence() throws Exception {
        jdk("1.8.0_412");

        var result = run(Map.of(), "home/bin/kernos");

        assertThat(result.status()).isEqualTo(Main.CANNOT_START);
        assertThat(result.lines())
                .containsExactly(
                        "kernos: " + directory + "/jdk/bin/java is version 1.8.0_412, Kernos needs 17 or later");
    }

    @Test
    void aWrongJavaHomeIsOneSentence() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", "/nowhere"), "home/bin/kernos").lines())
                .containsExactly(
                        "kernos: JAVA_HOME is /nowhere, but there is no bin/java in it: point it to a JDK, 17 or"
                                + " later");
    }

    private record Result(int status, List<String> lines) {}

    private Result run(Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.command().set(0, directory.resolve(command[0]).toString());
        builder.environment().remove("KERNOS_OPTS");
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("the script ends").isTrue();
        return new Result(process.exitValue(), output.lines().toList());
    }

    private void jdk(String version) throws IOException {
        Path java = directory.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
    }
}
