package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;

/**
 * Programs as their authors write them, with what they print and what becomes of them. A case is a line of three semicolons and a name, a program, and behind a line
 * {@code ;=> } what is expected: lines that were printed, then the result or the failure.
 */
final class ProgramCasesTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/programs");

    record Case(String file, String name, String program, String expected) {
        @Override
        public String toString() {
            return file + ": " + name;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cases"))
                    .sorted()
                    .toList()) {
                for (String part : Files.readString(file).split("(?m)^;;; ")) {
                    if (!part.isBlank()) {
                        cases.add(read(file.getFileName().toString(), part));
                    }
                }
            }
        }
        return cases.stream();
    }

    private static Case read(String file, String part) {
        int line = part.indexOf('\n');
        String[] halves = part.substring(line + 1).split("(?m)^;=> ?", 2);
        return new Case(file, part.substring(0, line), halves[0], halves[1].strip());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void programDoesWhatItsCaseSays(Case each) {
        assertThat(outcome(each.program(), ProgramOptions.DEFAULT.unchecked())).isEqualTo(each.expected());
    }

    /** What a program prints and comes to, as a terminal would show it. */
    static String outcome(String program, ProgramOptions options) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String end;
        try {
            end = SxsProgram.parse("program.sxs", program)
                    .run(new Modules(), options.withOutput(new PrintStream(printed, true, StandardCharsets.UTF_8)))
                    .toString();
        } catch (ProgramException e) {
            end = e.describe();
        } catch (ModuleException e) {
            end = e.getMessage();
        }
        return printed.toString(StandardCharsets.UTF_8) + end;
    }
}
