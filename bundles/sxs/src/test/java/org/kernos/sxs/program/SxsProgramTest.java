package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;

final class SxsProgramTest {

    @TempDir
    Path directory;

    private final Modules modules = new Modules();

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    @Test
    void aFileImportsWhatStandsBesideIt() throws Exception {
        write("lib/math.sxs", """
                [ #(load "alu")
                  (export twice (fn (x :int) :int [ (alu/add x x) ]))
                  (def pi 3) ]""");
        Path file = write("main.sxs", """
                #!/usr/bin/env sxs
                [ #(import math "lib/math.sxs" again "lib/math.sxs")
                  #(load "alu")
                  (alu/add (math/twice math/pi) (again/twice 1)) ]""");
        assertThat(SxsProgram.parse(file).run(modules)).isEqualTo(number(8));
    }

    @Test
    void anImportRunsOnceAndDoesNotLockItsImporter() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        write("a.sxs", "[ (debug \"a runs\") (def x 1) ]");
        write("b.sxs", "[ #(import a \"a.sxs\") (def y a/x) ]");
        Path file =
                write("main.sxs", "[ #(import a \"a.sxs\") #(import b \"b.sxs\") #(load \"alu\") (alu/add a/x b/y) ]");
        ProgramOptions options =
                ProgramOptions.DEFAULT.withOutput(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(SxsProgram.parse(file).run(modules, options)).isEqualTo(number(2));
        assertThat(printed).hasToString("[DEBUG] \"a runs\"\n");
    }

    @Test
    void aCircleOfImportsNamesItsFiles() throws Exception {
        write("a.sxs", "[ #(import b \"b.sxs\") 1 ]");
        write("b.sxs", "[ #(import c \"c.sxs\") 1 ]");
        write("c.sxs", "[ #(import a \"a.sxs\") 1 ]");
        ProgramException failure =
                catchThrowableOfType(ProgramException.class, () -> SxsProgram.parse(directory.resolve("a.sxs"))
                        .run(modules, ProgramOptions.DEFAULT.unchecked()));
        assertThat(failure.problem().message()).isEqualTo("import: circular import: a.sxs -> b.sxs -> c.sxs -> a.sxs");
    }

    @Test
    void whatIsImportedIsLookedForInTheIncludePathToo() throws Exception {
        write("include/lib.sxs", "[ (def x 7) ]");
        Path file = write("main.sxs", "[ #(import lib \"lib.sxs\") lib/x ]");
        ProgramOptions options = ProgramOptions.DEFAULT.withIncludePath(List.of(directory.resolve("include")));
        assertThat(SxsProgram.parse(file).run(modules, options)).isEqualTo(number(7));
        assertThatThrownBy(() -> SxsProgram.parse(file).run(modules, ProgramOptions.DEFAULT.unchecked()))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("import: file 'lib.sxs' was not found, tried: ");
    }

    @Test
    void aFailureInAnImportNamesBothPlaces() throws Exception {
        Path library = write("lib.sxs", "[ (def fail (fn () :int [ (assert 0 \"no\") 1 ])) ]");
        Path file = write("main.sxs", "[ #(import lib \"lib.sxs\")\n  (lib/fail) ]");
        ProgramException failure = catchThrowableOfType(
                ProgramException.class, () -> SxsProgram.parse(file).run(modules));
        assertThat(failure.describe())
                .isEqualTo("KERNOS-0408 no\n  at  " + library + ":1:27\n  in  fail  " + file + ":2:3");
    }

    @Test
    void loadingTakesAllOrNothing() {
        assertThatThrownBy(() -> SxsProgram.parse("p", "[ #(load \"alu\" \"text\" \"none\") 1 ]")
                        .run(modules, ProgramOptions.DEFAULT.unchecked()))
                .isInstanceOf(ProgramException.class);
        assertThat(modules.modules()).isEmpty();
        assertThat(modules.unloaded).containsExactly("text", "alu");
    }

    @Test
    void whatCameAlongForAModuleGoesWithIt() {
        modules.depend("text", "alu");
        assertThatThrownBy(() -> SxsProgram.parse("p", "[ #(load \"text\" \"none\") 1 ]")
                        .run(modules, ProgramOptions.DEFAULT.unchecked()))
                .isInstanceOf(ProgramException.class);
        assertThat(modules.modules()).isEmpty();
        assertThat(modules.unloaded).containsExactly("text", "alu");
    }

    @Test
    void modulesAreLookedForInTheIncludePathAndTheWorkingDirectory() throws Exception {
        ProgramOptions options = ProgramOptions.DEFAULT
                .withIncludePath(List.of(Path.of("/a"), Path.of("/b")))
                .withWorkingDirectory(Path.of("/c"));
        SxsProgram.parse("p", "[ #(load \"alu\") 1 ]").run(modules, options);
        assertThat(modules.options.get(modules.options.size() - 1).includePath())
                .containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(modules.options.get(modules.options.size() - 1).workingDirectory())
                .contains(Path.of("/c"));
    }

    @Test
    void aProgramSeesItsArguments() throws Exception {
        SxsProgram program = SxsProgram.parse("p", "[ (at 1 $args) ]");
        assertThat(program.run(modules, ProgramOptions.DEFAULT.withArguments(List.of("a", "b c"))))
                .isEqualTo(new Value.Str("b c"));
    }

    @Test
    void aRunThatMayCallEverythingLeavesNothingToOneThatMayNot() throws Exception {
        SxsProgram program = SxsProgram.parse("program.sxs", "[ (alu/add 1 2) ]");
        modules.load("alu");
        assertThat(program.run(modules, ProgramOptions.DEFAULT.unchecked().open()))
                .isEqualTo(number(3));
        assertThatThrownBy(() -> program.run(modules, ProgramOptions.DEFAULT.unchecked()))
                .isInstanceOf(ProgramException.class)
                .hasMessageStartingWith("KERNOS-0408 Unknown callable symbol: alu/add");
    }

    @Test
    void debugPrintsTheBytesOfAString() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ProgramOptions options = ProgramOptions.DEFAULT.withOutput(new PrintStream(printed, true));
        SxsProgram.parse("program.sxs", "[ (debug (cast :str {195 188 255})) ]").run(modules, options);
        assertThat(printed.toByteArray())
                .containsExactly('[', 'D', 'E', 'B', 'U', 'G', ']', ' ', '"', 0xC3, 0xBC, 0xFF, '"', '\n');
    }

    @Test
    void aFileThatIsNotUtf8NamesTheFirstByteThatIsNot() throws Exception {
        Path file = directory.resolve("latin1.sxs");
        Files.write(file, "[ 1\n \"caf\u00e9\" ]".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SxsProgram.parse(file))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("byte 0xe9 is no UTF-8")
                .hasMessageContaining("latin1.sxs:2:6");
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        assertThatThrownBy(() -> SxsProgram.parse(directory.resolve("none.sxs")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("the program cannot be read: there is no such file");
    }

    @Test
    void oneProgramRunsInManyThreadsAtOnce() throws Exception {
        SxsProgram fibonacci = SxsProgram.parse("fib", """
                [ #(load "alu")
                  (def fib (fn (n :int) :int [
                    (if (alu/lt n 2) n (alu/add (fib (alu/sub n 1)) (fib (alu/sub n 2)))) ]))
                  (fib (at 0 (at 0 $args))) ]""");
        long[] expected = {0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610};
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<Value>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String argument = String.valueOf((char) (i % 16));
                results.add(executor.submit(() -> fibonacci.run(
                        modules, ProgramOptions.DEFAULT.unchecked().withArguments(List.of(argument)))));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(number(expected[i % 16]));
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aSwappedModuleIsFollowed() throws Exception {
        modules.add("test", "swap", Modules.INT, (scope, arguments) -> {
            modules.stop("alu");
            modules.add("alu", "add", Modules.INT, (s, a) -> number(1_000), Modules.INT, Modules.INT);
            modules.load("alu");
            return number(0);
        });
        SxsProgram program = SxsProgram.parse("p", """
                [ #(load "alu" "test")
                  (def call (fn () :int [ (alu/add 1 2) ]))
                  (def before (call))
                  (test/swap)
                  (alu/add before (call)) ]""");
        assertThat(program.run(modules, ProgramOptions.DEFAULT.unchecked())).isEqualTo(number(1_000));
        assertThat(program.run(modules, ProgramOptions.DEFAULT.unchecked())).isEqualTo(number(1_000));
    }

    @Test
    void aModuleThatIsStoppedUnderTheCallIsLookedUpOnceMore() throws Exception {
        modules.load("alu");
        var stopped = modules.findFunction("alu/add").orElseThrow();
        modules.stop("alu");
        modules.load("alu");
        assertThatThrownBy(() -> stopped.call(number(1), number(2))).isInstanceOf(KernelException.class);
        assertThatThrownBy(() -> SxsProgram.parse("p", "[ #(load \"alu\") (alu/add 1 2) ]")
                        .run(modules, ProgramOptions.DEFAULT.unchecked()))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("module 'alu' was stopped")
                .hasMessageContaining("p:1:17");
    }

    @Test
    void aLambdaThatAModuleKeepsCanBeCalledAsLongAsTheRunGoesOn() throws Exception {
        List<Value> kept = new ArrayList<>();
        modules.add(
                "events",
                "on",
                Modules.INT,
                (scope, arguments) -> {
                    // As a kernel in C would hold it: not the object, but the value it stands for.
                    kept.add(new Value.Aberrant(((Value.Aberrant) arguments[0]).wrapped()));
                    return number(kept.size());
                },
                org.kernos.api.value.TypeSpec.ANY);
        modules.add(
                "events",
                "fire",
                Modules.INT,
                (scope, arguments) -> scope.eval(Value.paren(kept.get(0), arguments[0])),
                Modules.INT);
        SxsProgram program = SxsProgram.parse("p", """
                [ #(load "events" "alu")
                  (def base 100)
                  (events/on (fn (x :int) :int [ (alu/add x base) ]))
                  (alu/add (events/fire 1) (events/fire 2)) ]""");
        assertThat(program.run(modules, ProgramOptions.DEFAULT.unchecked())).isEqualTo(number(203));
    }

    @Test
    void aSessionRemembersAndMayDefineAgain() throws Exception {
        ProgramSession session = new SxsSession(modules, ProgramOptions.DEFAULT.open());
        modules.load("alu");
        session.eval("1", "(def f (fn () :int [ (alu/add (g) 1) ]))");
        session.eval("2", "(def g (fn () :int [ 41 ]))");
        assertThat(session.eval("3", "(f)")).isEqualTo(number(42));
        session.eval("4", "(def x 1) (def x (alu/add x 1))");
        session.eval("5", "(def g (fn () :int [ x ]))");
        assertThat(session.eval("6", "x (f)")).isEqualTo(number(3));
        assertThat(session.eval("7", "")).isEqualTo(Value.NONE);
        assertThat(session.eval("8", "#(load \"text\") (text/join \"a\" \"b\")"))
                .isEqualTo(new Value.Str("ab"));
        assertThat(session.names()).contains("def", "f", "x", "alu/add", "text/join");
    }

    @Test
    void aSessionKnowsWhatAsksForAnotherLine() {
        ProgramSession session = new SxsSession(modules, ProgramOptions.DEFAULT);
        assertThat(List.of("(def x", "[ 1 \"a", "'", "{(", "\"text\\")).allMatch(text -> !session.isComplete(text));
        assertThat(List.of("(def x 1)", "", "x y", ")", "(]", "\"a\" ; (")).allMatch(session::isComplete);
    }

    @Test
    void aFailureInASessionLeavesWhatWasDefined() throws Exception {
        ProgramSession session = new SxsSession(modules, ProgramOptions.DEFAULT);
        assertThatThrownBy(() -> session.eval("1", "(def a 1) (nothing) (def b 2)"))
                .isInstanceOf(ProgramException.class);
        assertThat(session.eval("2", "a")).isEqualTo(number(1));
        assertThat(session.eval("3", "b")).isEqualTo(new Value.Symbol("b"));
    }
}
