package org.kernos.runtime.micropython.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;

final class PythonProgramTest {

    @TempDir
    Path directory;

    private TestGroup python = new TestGroup();

    @AfterEach
    void close() {
        python.close();
    }

    private Value run(String... lines) {
        return python.language().parse("test", String.join("\n", lines)).run(python.options());
    }

    private ProgramException failure(ProgramOptions options, String... lines) {
        return catchThrowableOfType(
                ProgramException.class,
                () -> python.language().parse("test", String.join("\n", lines)).run(options));
    }

    private Path file(String name, String... lines) throws Exception {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    @Test
    void modulesOfTheGroupAreImportedAndOutputGoesToTheCaller() throws Exception {
        python.module("mylib", "def twice(x):", "    print('in mylib')", "    return 2 * x");
        run("import mylib, sys", "print(mylib.twice(21))", "print('a message', file=sys.stderr)");

        assertThat(python.printed()).isEqualTo("in mylib\n42\n");
        assertThat(python.errors()).isEqualTo("a message\n");
        assertThat(python.log()).isEmpty();

        python.call("mylib", "twice", 1L);
        assertThat(python.printed()).isEmpty();
        assertThat(python.log()).isEqualTo("in mylib\n");
    }

    @Test
    void aFileHasItsNameAndArguments() throws Exception {
        Path file = file("hello.py", "import sys", "print(__name__, __file__, sys.argv)");

        python.language().parse(file).run(python.options("a", "-b"));

        assertThat(python.printed()).isEqualTo("__main__ " + file + " ['" + file + "', 'a', '-b']\n");
    }

    @Test
    void eachRunHasNamesOfItsOwn() {
        run("import sys", "x = 1", "sys.argv.append('left')", "sys.path.append('/left')");
        run("import sys", "print('x' in globals(), sys.argv, '/left' in sys.path)");

        assertThat(python.printed()).isEqualTo("False ['test'] False\n");
        assertThatThrownBy(() -> python.group.interpreter().evaluate("x")).hasMessageContaining("NameError");
    }

    @Test
    void exitGivesItsStatus() {
        assertThat(run("pass")).isEqualTo(Value.NONE);
        assertThat(run("import sys", "sys.exit()")).isEqualTo(Value.NONE);
        assertThat(run("raise SystemExit(0)")).isEqualTo(new Value.Int(0));
        assertThat(run("import sys", "sys.exit(3)")).isEqualTo(new Value.Int(3));
        assertThat(run("import sys", "sys.exit('no luck')")).isEqualTo(new Value.Int(1));
        assertThat(python.errors()).isEqualTo("no luck\n");
    }

    @Test
    void anExceptionIsToldAsPythonTellsIt() throws Exception {
        python.module("mylib", "def fail(x):", "    return 1 // x");
        ProgramException e = failure(python.options(), "import mylib", "def f(x):", "    mylib.fail(x)", "", "f(0)");

        assertThat(e.describe()).isEqualTo("""
                Traceback (most recent call last):
                  File "test", line 5, in <module>
                  File "test", line 3, in f
                  File "/lib/mylib.py", line 2, in fail
                ZeroDivisionError: divide by zero""");
        assertThat(e.problem().code()).isEqualTo(ProblemCode.PROGRAM_RAISED);
        assertThat(e.problem().message()).isEqualTo("the program raised ZeroDivisionError: divide by zero");
        assertThat(e.calls())
                .containsExactly(
                        new ProgramException.Call("fail", new Place("/lib/mylib.py", 2, 1)),
                        new ProgramException.Call("f", new Place("test", 3, 1)),
                        new ProgramException.Call("<module>", new Place("test", 5, 1)));
    }

    @Test
    void aMistakeInTheSyntaxHasItsLine() {
        assertThat(failure(python.options(), "x = 1", "y = = 2").describe())
                .isEqualTo("Traceback (most recent call last):\n  File \"test\", line 2\nSyntaxError: invalid syntax");
        assertThat(python.language().parse("test", "x = 1\ny = = 2").check(python.options()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.place()).contains(new Place("test", 2, 1)));
        assertThat(python.language().parse("test", "x = 1").check(python.options()))
                .isEmpty();
    }

    @Test
    void filesThatAreNoProgramsAreRefused() throws Exception {
        assertThatThrownBy(() -> python.language().parse(directory.resolve("nowhere.py")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("there is no such file");
        Path latin = Files.write(directory.resolve("latin.py"), new byte[] {'#', (byte) 0xE4, '\n'});
        assertThatThrownBy(() -> python.language().parse(latin))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("not text in UTF-8");
    }

    @Test
    void inputIsReadToItsEnd() {
        run("print([input('? '), input()])", "try:", "    input()", "except EOFError:", "    print('end')");

        assertThat(python.printed()).isEqualTo("? ['one', 'two']\nend\n");
    }

    @Test
    void limitsAreThoseOfTheRun() {
        python.close();
        // So short that a run with the interpreter's own time would end; the other calls here take far less.
        python = new TestGroup(InterpreterLimits.DEFAULT.withTimes(Duration.ofSeconds(1), Duration.ofMinutes(1)));
        run("import time", "start = time.ticks_ms()", "while time.ticks_diff(time.ticks_ms(), start) < 1500: pass");
        ProgramOptions options = python.options();

        ProgramException time =
                failure(options.withLimits(options.limits().withTime(Duration.ofMillis(50))), "while True: pass");
        ProgramException output = failure(options.withLimits(options.limits().withOutput(3)), "print('four')");

        assertThat(time.problem().code()).isEqualTo(ProblemCode.PROGRAM_LIMIT);
        assertThat(time.isRecoverable()).isFalse();
        assertThat(output.problem().message()).contains("more than 3 bytes");
        assertThat(python.printed()).isEqualTo("fou");
    }

    /** Runs the lines in a thread, which is interrupted once they have called {@code test.reached()}. */
    private Throwable interrupted(String... lines) throws Exception {
        CompletableFuture<Throwable> result = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                result.complete(new AssertionError("it ended with " + run(lines) + Thread.interrupted()));
            } catch (ProgramException e) {
                result.complete(Thread.interrupted() ? new AssertionError("the interrupt is still there", e) : e);
            }
        });
        caller.start();
        assertThat(python.reached.await(60, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        return result.get(60, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptEndsTheProgramAndNotTheInterpreter() throws Exception {
        Interpreter before = python.group.interpreter();
        Throwable e = interrupted(
                "import test", "test.reached()", "try:", "    while True: pass", "finally:", "    print('cleaned up')");

        assertThat(e).isInstanceOfSatisfying(ProgramException.class, failure -> assertThat(
                        failure.problem().code())
                .isEqualTo(ProblemCode.PROGRAM_CANCELLED));
        assertThat(python.printed()).isEqualTo("cleaned up\n");
        assertThat(python.group.interpreter()).isSameAs(before);
    }

    @Test
    void aProgramThatDoesNotEndByThatIsKilled() throws Exception {
        python.close();
        python = new TestGroup(InterpreterLimits.DEFAULT.withTimes(Duration.ofSeconds(10), Duration.ofMillis(100)));
        python.module("mylib", "x = 5");
        Throwable e = interrupted(
                "import test",
                "test.reached()",
                "while True:",
                "    try:",
                "        while True: pass",
                "    except BaseException: pass");

        assertThat(e).hasMessageContaining("was killed");
        run("import mylib", "print(mylib.x)");
        assertThat(python.printed()).isEqualTo("5\n");
    }

    @Test
    void callsOfModulesWaitForAProgramAndAreRefusedWhenTooManyDo() throws Exception {
        python.close();
        python = new TestGroup(InterpreterLimits.DEFAULT.withWaiting(0));
        python.module("mylib", "def f(): return 1");
        CompletableFuture<Value> program = CompletableFuture.supplyAsync(
                () -> run("import test, time", "test.reached()", "for i in range(200): time.sleep_ms(1)"));
        assertThat(python.reached.await(60, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> python.call("mylib", "f")).hasMessageContaining("wait for the Python interpreter");

        program.get(60, TimeUnit.SECONDS);
        assertThat(python.call("mylib", "f")).isEqualTo(1L);
    }

    @Test
    void theCompilerWritesWhatRunsAndNamesMistakes() throws Exception {
        byte[] bytecode = new PythonCompiler().compile(file("mylib.py", "def f():", "    return 6 * 7"));
        assertThat(bytecode).startsWith('M', 6);
        Path wrong = file("wrong.py", "def f(:");
        assertThatThrownBy(() -> new PythonCompiler().compile(wrong))
                .isInstanceOfSatisfying(ModuleException.class, e -> assertThat(e.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.place()).contains(new Place(wrong.toString(), 1, 1))));
        assertThat(List.of(new PythonCompiler().suffix())).containsExactly(".mpy");
    }
}
