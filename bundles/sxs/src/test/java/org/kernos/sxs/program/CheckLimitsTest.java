package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;

/** Programs that are cut, too deep, too long or no programs at all: each ends in a problem with its place. */
final class CheckLimitsTest {

    @TempDir
    Path directory;

    private static List<Problem> check(String program) throws ModuleException {
        return SxsProgram.parse("program.sxs", program).check(new Modules(), ProgramOptions.DEFAULT);
    }

    @Test
    void nothingOfAProgramThatIsRefusedRuns() throws ModuleException {
        Modules modules = new Modules();
        SxsProgram program = SxsProgram.parse("program.sxs", "[ #(load \"alu\") (alu/add 1 \"2\") ]");

        assertThatThrownBy(() -> program.run(modules))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("Type checking failed in program.sxs: alu/add: argument 2 (b)");
        assertThat(modules.options).as("loads").isEmpty();
    }

    @Test
    void programMayCallAllThatIsActiveWhenItIsOpen() throws ModuleException {
        Modules modules = new Modules();
        modules.load("alu");
        SxsProgram right = SxsProgram.parse("program.sxs", "(alu/add 1 2)");
        SxsProgram wrong = SxsProgram.parse("program.sxs", "[ (alu/add 1 \"2\") (text/join \"a\" \"b\") ]");

        assertThat(right.check(modules, ProgramOptions.DEFAULT.open())).isEmpty();
        assertThat(right.check(modules, ProgramOptions.DEFAULT)).hasSize(1);
        assertThat(wrong.check(modules, ProgramOptions.DEFAULT.open()))
                .extracting(Problem::message)
                .containsExactly(
                        "Type checking failed in program.sxs: alu/add: argument 2 (b) mismatch: expected :int, got :str",
                        "Type checking failed in program.sxs: Unknown callable symbol: text/join");
    }

    @Test
    void moduleThatComesWithAnotherMayBeCalledWhenTheProgramIsOpen() throws ModuleException {
        SxsProgram program = SxsProgram.parse("program.sxs", "[ #(load \"text\") (alu/add 1 2) ]");
        ProgramOptions options = ProgramOptions.DEFAULT.open();

        assertThat(program.run(new Modules().depend("text", "alu"), options)).isEqualTo(new Value.Int(3));
        assertThat(program.check(new Modules(), options)).hasSize(1);
    }

    static Stream<String> programs() throws IOException {
        return Cases.in("programs").map(Cases.Case::program).map(String::strip);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyBeginningOfAProgramIsRefusedWithItsPlace(String program) {
        for (int end = 0; end < program.length() - 1; end++) {
            String cut = program.substring(0, end);
            try {
                check(cut)
                        .forEach(problem -> assertThat(problem.place()).as(cut).isPresent());
            } catch (ModuleException e) {
                assertThat(e.problems()).as(cut).allMatch(problem -> problem.place()
                        .isPresent());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{", "'", "(if 1 ", "[ (do [ ", "(fn () :int [ "})
    @Timeout(30)
    void twoHundredThousandLevelsAreRefusedWithTheirPlace(String level) {
        assertThatThrownBy(() -> check(level.repeat(200_000)))
                .isInstanceOfSatisfying(
                        ModuleException.class,
                        e -> assertThat(e.problems().get(0).code()).isEqualTo(ProblemCode.LIMIT))
                .hasMessageContaining("at  program.sxs:1:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ %s ]",
                "(if 1 %s 2)",
                "(eq %s 1)",
                "(nobody %s)",
                "[ (do [ %s (done 1) ]) ]",
                "(fn () :any [ %s ])",
                "'%s",
                "(try %s 1)",
                "(match 1 (1 %s))"
            })
    @Timeout(60)
    void programsOfTheGreatestDepthAreChecked(String level) throws ModuleException {
        int levels =
                9_990 / (int) level.chars().filter(c -> "([{'".indexOf(c) >= 0).count();
        String around = level.substring(0, level.indexOf('%')).repeat(levels);
        String behind = level.substring(level.indexOf('%') + 2).repeat(levels);

        List<Problem> problems = check(around + "(alu/add)" + behind);

        if (level.startsWith("'")) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems.subList(0, Math.min(100, problems.size())))
                    .isNotEmpty()
                    .allMatch(problem -> problem.place().isPresent());
        }
    }

    @Test
    void fileThatIsNotTextIsToldWithItsPlace() throws IOException {
        Path file = Files.write(directory.resolve("program.sxs"), new byte[] {'[', '\n', '"', (byte) 0xC3, '"', ']'});

        assertThatThrownBy(() -> SxsProgram.parse(file))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("byte 0xc3 is no UTF-8\n  at  " + file + ":2:2");
    }

    @Test
    void oneHundredProblemsAreListedInOrderAndTheOthersCounted() throws ModuleException {
        String program = "[ (def f (fn () :int [ (done) ]))\n"
                + IntStream.range(0, 5_000).mapToObj(i -> "(f " + i + ")\n").collect(Collectors.joining()) + "]";

        List<Problem> problems = check(program);

        assertThat(problems).hasSize(101);
        assertThat(problems.subList(0, 100))
                .extracting(problem -> problem.place().orElseThrow().line())
                .isSorted();
        assertThat(problems.get(0).message()).contains("done requires exactly 1 argument, got 0");
        assertThat(problems.get(100).message()).isEqualTo("4901 more were found and are not listed");
    }

    /** Each of these takes time that grows with the square of its length if a scope, a name or a branch is looked at again and again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(def n%1$d %1$d)",
                "(def f%1$d (fn () :int [ (f%2$d) ]))",
                "(nobody%1$d 1)",
                "(if 1 [ (def a%1$d 1) (def b%1$d a%1$d) ] ())",
                "(def g%1$d (fn (x :int) :int [ (def y x) (def z y) z ]))",
                "#(load \"alu\")",
                "(alu/add %1$d \"x\")",
                "(match %1$d (1 2) (name (def p%1$d 1)))",
                "(f %1$d 2)",
                "(def x 1)"
            })
    @Timeout(20)
    void checkTakesTimeInProportionToTheProgram(String statement) throws ModuleException {
        String program = IntStream.range(0, 50_000)
                .mapToObj(i -> String.format(statement, i, i + 1))
                .collect(Collectors.joining("\n", "[ ", " ]"));

        assertThat(SxsProgram.parse("program.sxs", program)
                        .check(new Modules(), ProgramOptions.DEFAULT)
                        .size())
                .isLessThan(102);
    }

    @Test
    void whatPassesRuns() throws ModuleException {
        SxsProgram program = SxsProgram.parse("program.sxs", "[ #(load \"alu\") (alu/add 1 2) ]");

        assertThat(program.run(new Modules())).isEqualTo(new Value.Int(3));
    }
}
