package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;

/** Checks of programs in files, with what they import. */
final class CheckImportsTest {

    @TempDir
    Path directory;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** The problems with the directory's name left out. */
    private String findings(Path file) throws ModuleException {
        List<Problem> problems = SxsProgram.parse(file).check(new Modules(), ProgramOptions.DEFAULT);
        return problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"))
                .replace(directory + "/", "");
    }

    @Test
    void importedLambdasAreCheckedByTheirSignatures() throws Exception {
        write("m.sxs", "[ (def f (fn (x :int) :int [ x ])) (def word \"a\") ]");
        Path program = write(
                "program.sxs",
                "[ #(load \"alu\") #(import m \"m.sxs\")\n(m/f 1)\n(m/f \"a\")\n(m/g 1)\n(alu/add m/word 1)\n(alu/add m/none 1) ]");

        assertThat(findings(program)).isEqualTo("""
                        KERNOS-0801 Type checking failed in program.sxs: Argument 1 type mismatch: expected :int, got :str
                          at  program.sxs:3:6
                          fix it is declared (f x :int) :int
                        KERNOS-0801 Type checking failed in program.sxs: Unknown callable symbol: m/g
                          at  program.sxs:4:1
                          did you mean  m/f
                          fix the file that is imported as 'm' defines no such name
                        KERNOS-0801 Type checking failed in program.sxs: alu/add: argument 1 (a) mismatch: expected :int, got :str
                          at  program.sxs:5:10
                          fix the signature is (add a :int b :int) :int
                        KERNOS-0801 Type checking failed in program.sxs: alu/add: argument 1 (a) mismatch: expected :int, got :symbol
                          at  program.sxs:6:10
                          fix the signature is (add a :int b :int) :int""");
    }

    @Test
    void mistakesOfAnImportHaveItsPlacesAndComeOnce() throws Exception {
        write("shared.sxs", "[ #(load \"alu\")\n(def x (alu/add 1 \"2\")) ]");
        write("a.sxs", "[ #(import s \"shared.sxs\") (def f (fn () :int [ s/x ])) ]");
        Path program = write("program.sxs", "[ #(import a \"a.sxs\" s \"shared.sxs\") (a/f) ]");

        assertThat(findings(program)).isEqualTo("""
                        KERNOS-0801 Type checking failed in shared.sxs: alu/add: argument 2 (b) mismatch: expected :int, got :str
                          at  shared.sxs:2:19
                          fix the signature is (add a :int b :int) :int""");
    }

    @Test
    void importThatRunsIsNotRefused() throws Exception {
        write(
                "m.sxs",
                "[ #(load \"text\") (def greet (fn (name :str) :str [ (text/join name (later)) ])) (def later (fn () :str [\"!\"])) ]");
        Path program = write(
                "program.sxs",
                "[ #(import m \"m.sxs\") #(debug (m/greet \"early\")) #(load \"alu\") (if (alu/lt 1 2) (m/greet \"you\") m) ]"
                        .replace("m) ]", "\"\") ]"));

        assertThat(findings(program)).isEmpty();
        assertThat(SxsProgram.parse(program).run(new Modules())).isEqualTo(new Value.Str("you!"));
    }

    @Test
    void moduleThatAnImporterLoadsIsKnownInTheImport() throws Exception {
        write("m.sxs", "[ (def f (fn (x :int) :int [ (alu/add x \"1\") ])) ]");
        Path program = write("program.sxs", "[ #(load \"alu\") #(import m \"m.sxs\") (m/f 1) ]");

        assertThat(findings(program)).startsWith("KERNOS-0801 Type checking failed in m.sxs: alu/add: argument 2 (b)");
    }

    @Test
    void prefixOfTwoFilesStandsForWhatIsNotKnown() throws Exception {
        write("a.sxs", "[ (def f (fn (x :int) :int [ x ])) ]");
        write("b.sxs", "[ (def f (fn (x :str) :str [ x ])) ]");
        Path program = write("program.sxs", "[ #(import m \"a.sxs\" m \"b.sxs\") (m/f \"a\") ]");

        assertThat(findings(program)).isEmpty();
        assertThat(SxsProgram.parse(program).run(new Modules())).isEqualTo(new Value.Str("a"));
    }

    @Test
    void anImportDoesNotSeeTheArguments() throws Exception {
        write("m.sxs", "[ (at 0 $args) ]");
        Path program = write("program.sxs", "[ #(import m \"m.sxs\") (at 0 $args) ]");

        assertThat(findings(program)).contains("m.sxs:1:9").doesNotContain("program.sxs:1");
    }

    @Test
    void fileThatIsNotThereIsNamedOnce() throws Exception {
        Path program = write("program.sxs", "[ #(import m \"missing.sxs\") (m/f 1) m/x ]");

        assertThat(findings(program))
                .startsWith(
                        "KERNOS-0801 Type checking failed in program.sxs: import: file 'missing.sxs' was not found, tried: missing.sxs")
                .contains("\n  at  program.sxs:1:14")
                .hasLineCount(3);
    }

    @Test
    void circleOfImportsIsNamed() throws Exception {
        write("a.sxs", "[ #(import b \"b.sxs\") (def x 1) ]");
        write("b.sxs", "[ #(import a \"a.sxs\") (def y a/x) ]");
        Path program = write("program.sxs", "[ #(import a \"a.sxs\") a/x ]");

        assertThat(findings(program)).isEqualTo("""
                        KERNOS-0801 Type checking failed in b.sxs: import: circular import: a.sxs -> b.sxs -> a.sxs
                          at  b.sxs:1:14
                          fix move what both need into a third file""");
        assertThatThrownBy(() -> SxsProgram.parse(program).run(new Modules(), ProgramOptions.DEFAULT.unchecked()))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("import: circular import: a.sxs -> b.sxs -> a.sxs");
    }

    @Test
    void importThatIsNoProgramIsToldWithItsOwnPlaces() throws Exception {
        write("m.sxs", "[ (def x 1)\n  (def y ]");
        Path program = write("program.sxs", "[ #(import m \"m.sxs\") (m/f 1) ]");

        assertThat(findings(program))
                .startsWith("KERNOS-0801 Type checking failed in m.sxs: ']' does not close the '(' at m.sxs:2:3")
                .contains("\n  at  m.sxs:2:10");
    }

    @Test
    void importThatIsNotTextIsToldWithItsOwnPlace() throws Exception {
        Files.write(directory.resolve("m.sxs"), new byte[] {'[', '\n', ' ', (byte) 0xFF, ']'});
        Path program = write("program.sxs", "[ #(import m \"m.sxs\") (m/f 1) ]");

        assertThat(findings(program)).isEqualTo("""
                        KERNOS-0801 Type checking failed in m.sxs: byte 0xff is no UTF-8
                          at  m.sxs:2:2
                          fix save the file as UTF-8; write other bytes of a string as a list and cast it: (cast :str {255})""");
    }

    @Test
    void doneOfAnImportMayBelongToTheLoopThatImportsIt() throws Exception {
        write("m.sxs", "[ (done 5) ]");
        Path looped = write("looped.sxs", "[ #(debug (do [ #(import m \"m.sxs\") 1 ])) 2 ]");
        Path alone = write("alone.sxs", "[ #(import m \"m.sxs\") 2 ]");

        assertThat(findings(looped)).isEmpty();
        assertThat(SxsProgram.parse(looped).run(new Modules())).isEqualTo(new Value.Int(2));
        assertThat(findings(alone)).contains("done called outside of do loop\n  at  m.sxs:1:3");
    }

    @Test
    @Timeout(30)
    void filesThatImportOneAnotherInManyWaysAreReadOnce() throws Exception {
        write("f0.sxs", "[ (def x (if 1 2 \"a\")) ]");
        for (int i = 1; i < 60; i++) {
            write(
                    "f" + i + ".sxs",
                    "[ #(import a \"f" + (i - 1) + ".sxs\" b \"f" + Math.max(0, i - 2) + ".sxs\") (def x a/x) ]");
        }

        List<Problem> problems =
                SxsProgram.parse(directory.resolve("f59.sxs")).check(new Modules(), ProgramOptions.DEFAULT);

        assertThat(problems).hasSize(1).allMatch(problem -> problem.code() == ProblemCode.PROGRAM_CHECK);
    }
}
