package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    static Stream<Cases.Case> cases() throws IOException {
        return Cases.in("programs");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void programDoesWhatItsCaseSays(Cases.Case each) {
        assertThat(outcome(each.program(), ProgramOptions.DEFAULT.unchecked())).isEqualTo(each.expected());
    }

    /** What a program prints and comes to, as a terminal would show it. */
    static String outcome(String program, ProgramOptions options) {
        return outcome(program, new Modules(), options);
    }

    static String outcome(String program, Modules modules, ProgramOptions options) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String end;
        try {
            end = SxsProgram.parse("program.sxs", program)
                    .run(modules, options.withOutput(new PrintStream(printed, true, StandardCharsets.UTF_8)))
                    .toString();
        } catch (ProgramException e) {
            end = e.describe();
        } catch (ModuleException e) {
            end = e.getMessage();
        }
        return printed.toString(StandardCharsets.UTF_8) + end;
    }
}
