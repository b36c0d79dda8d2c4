package org.kernos.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of modules that boot refuses, in the distribution. */
final class RefusedBootIT {

    private static final Path LAUNCHER =
            Path.of(System.getProperty("kernos.root"), "distribution/assembly/target/kernos/bin/kernos");

    @TempDir
    Path scratch;

    @Test
    void eachRefusedModuleStandsOnceOnTheConsoleAndOnceInTheLog() throws Exception {
        for (String name : new String[] {"one", "two"}) {
            Path directory = Files.createDirectories(scratch.resolve("boot/" + name));
            Files.writeString(
                    directory.resolve("kernel.sxs"),
                    "#(define-kernel " + name + " \"lib" + name + ".so\" [ (define-function f (a :flot) :int) ])");
        }
        String console = run("kernel:list");
        String log = Files.readString(scratch.resolve("data/log/kernos.log"));
        for (String name : new String[] {"one", "two"}) {
            Pattern entry = Pattern.compile("ERROR .*boot/" + name + ": KERNOS-0101 ");
            assertThat(entry.matcher(console).results().count()).as(console).isEqualTo(1);
            assertThat(entry.matcher(log).results().count()).as(log).isEqualTo(1);
        }
        assertThat(Pattern.compile("KERNOS-0101").matcher(console).results().count())
                .as(console)
                .isEqualTo(2);
    }

    private String run(String command) throws Exception {
        Path output = scratch.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "KERNOS_OPTS",
                        "-Dkernos.boot=" + scratch.resolve("boot") + " -Dkernos.storage=" + scratch.resolve("data"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ended within a minute", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
