package org.kernos.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command of every {@code console} block in the docs and compares what it prints, both streams together.
 */
final class DocumentedSessionsIT {

    private static final Path ROOT = Path.of(System.getProperty("kernos.root"));
    private static final Path LAUNCHER = ROOT.resolve("distribution/assembly/target/kernos/bin/kernos");
    private static final Pattern BLOCK = Pattern.compile("^```console\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    /** A block that bears a file's name is that file, in the directory where the commands of its document run. */
    private static final Pattern FILE =
            Pattern.compile("^```\\w+ ([\\w.-]+)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path scratch;

    record Step(String document, String command, String expected) {
        @Override
        public String toString() {
            return document + ": " + command;
        }
    }

    static List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Path document : documents()) {
            Matcher blocks = BLOCK.matcher(Files.readString(document));
            while (blocks.find()) {
                for (String step : blocks.group(1).split("(?m)^\\$ ")) {
                    if (!step.isBlank()) {
                        int end = step.indexOf('\n');
                        steps.add(new Step(
                                ROOT.relativize(document).toString(), step.substring(0, end), step.substring(end + 1)));
                    }
                }
            }
        }
        return steps;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents =
                new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("distribution/sdk/README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aDocumentedCommandPrintsWhatTheDocumentSays(Step step) throws Exception {
        Matcher files = FILE.matcher(Files.readString(ROOT.resolve(step.document())));
        while (files.find()) {
            Files.writeString(scratch.resolve(files.group(1)), files.group(2));
        }
        assertThat(run(step.command())).isEqualTo(step.expected());
    }

    @Test
    void theReadmeHasASession() throws IOException {
        assertThat(steps())
                .filteredOn(step -> step.document().equals("README.md"))
                .hasSizeGreaterThan(4);
    }

    private String run(String command) throws IOException, InterruptedException {
        Path output = scratch.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", command.replaceFirst("^distribution/kernos", "'" + LAUNCHER + "'"))
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
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
