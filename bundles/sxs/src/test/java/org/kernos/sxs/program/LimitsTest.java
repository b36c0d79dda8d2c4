package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;

/** What a run may use up, and how it ends when it wants more. */
final class LimitsTest {

    private static final ProgramOptions QUIET =
            ProgramOptions.DEFAULT.unchecked().withOutput(new PrintStream(OutputStream.nullOutputStream()));
    private static final String ENDLESS = "[ (do [ () ]) ]";
    private static final String RECURSIVE =
            "[ #(load \"alu\") (def f (fn (n :int) :int [ (alu/add 1 (f n)) ])) (f 1) ]";
    private static final String COUNTDOWN = "[ #(load \"alu\") "
            + "(def f (fn (n :int) :int [ (if (eq n 0) 0 (alu/add 1 (f (alu/sub n 1)))) ])) (f 9000) ]";

    private final Modules modules = new Modules();

    private Value run(String program, ProgramLimits limits) throws ModuleException {
        return SxsProgram.parse("program.sxs", program).run(modules, QUIET.withLimits(limits));
    }

    private ProgramException failure(String program, ProgramLimits limits) {
        return catchThrowableOfType(ProgramException.class, () -> run(program, limits));
    }

    @Test
    void anEndlessLoopEndsAtTheLimitOfSteps() {
        ProgramException failure = failure(ENDLESS, ProgramLimits.DEFAULT.withSteps(100_000));
        assertThat(failure.problem()).hasToString("""
                KERNOS-0802 the program ran more than 100000 steps
                  at  program.sxs:1:3
                  fix look for a loop that does not end, or raise the limit of steps""");
    }

    @Test
    void anEndlessLoopEndsAtTheLimitOfTime() {
        ProgramException failure = failure(ENDLESS, ProgramLimits.DEFAULT.withTime(Duration.ofMillis(20)));
        assertThat(failure.problem().message()).isEqualTo("the program ran longer than 20 ms");
    }

    @Test
    void aLimitIsNothingToRecoverFrom() {
        ProgramException failure =
                failure("[ (do [ (recover [ (do [ () ]) ] [ () ]) ]) ]", ProgramLimits.DEFAULT.withSteps(10_000));
        assertThat(failure.problem().code()).isEqualTo(ProblemCode.PROGRAM_LIMIT);
    }

    @Test
    void endlessRecursionEndsAtTheLimitOfDepth() {
        ProgramException failure = failure(RECURSIVE, ProgramLimits.DEFAULT);
        assertThat(failure.problem().message()).isEqualTo("calls are nested deeper than 10000 levels");
        assertThat(failure.calls()).hasSize(20);
        assertThat(failure.describe()).endsWith("in  9981 more calls");
    }

    @Test
    void endlessRecursionEndsWithinTheStackAtTheGreatestDepth() {
        ProgramException failure = failure(RECURSIVE, ProgramLimits.DEFAULT.withDepth(ProgramLimits.DEEPEST));
        assertThat(failure.problem().message()).matches("calls are nested deeper than [0-9]+ levels");
    }

    @Test
    void aProgramMayRecoverFromItsDepth() throws ModuleException {
        String program = RECURSIVE.replace("(f 1) ]", "(recover [ (f 1) ] [ 42 ]) ]");
        assertThat(run(program, ProgramLimits.DEFAULT)).isEqualTo(new Value.Int(42));
    }

    @Test
    void deepRecursionThatEndsHasItsResult() throws ModuleException {
        assertThat(run(COUNTDOWN, ProgramLimits.DEFAULT)).isEqualTo(new Value.Int(9_000));
    }

    @Test
    void threeThousandNestedCallsHaveTheirResult() throws ModuleException {
        String program = "[ #(load \"alu\") " + "(alu/add 1 ".repeat(3_000) + "0" + ")".repeat(3_000) + " ]";
        assertThat(run(program, ProgramLimits.DEFAULT)).isEqualTo(new Value.Int(3_000));
    }

    @Test
    void nestingUpToTheReadersLimitRuns() throws ModuleException {
        String ifs = "(if 1 ".repeat(9_000) + "7" + " 0)".repeat(9_000);
        assertThat(run(ifs, ProgramLimits.DEFAULT)).isEqualTo(new Value.Int(7));
        assertThat(run("[".repeat(9_999) + "7" + "]".repeat(9_999), ProgramLimits.DEFAULT))
                .isEqualTo(new Value.Int(7));
    }

    @Test
    void tooMuchOutputEndsTheRun() {
        ProgramException failure = failure("(do [ (debug \"0123456789\") ])", ProgramLimits.DEFAULT.withOutput(1_000));
        assertThat(failure.problem().message()).isEqualTo("the program printed more than 1000 bytes");
    }

    @Test
    void aStringThatDoublesEndsAtTheLimitOfMemory() {
        String program = "[ #(load \"text\") "
                + "(def grow (fn (s :str) :str [ (grow (text/join s s)) ])) (grow \"0123456789abcdef\") ]";
        ProgramException failure = failure(program, ProgramLimits.DEFAULT.withMemory(64 << 20));
        assertThat(failure.problem().message()).isEqualTo("the program's values take more than 67108864 bytes");
    }

    @Test
    void whatIsNotHeldAnyMoreDoesNotCount() throws ModuleException {
        String program = "[ #(load \"text\") (def s (cast :str {" + "65 ".repeat(1_000) + "})) "
                + "(do [ (text/join s s) (if (eq $iterations 100000) (done fine) ()) ]) ]";
        assertThat(run(program, ProgramLimits.DEFAULT.withMemory(1 << 20))).isEqualTo(new Value.Symbol("fine"));
    }

    @Test
    void interruptingTheThreadCancelsTheRun() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        modules.add("test", "started", Modules.INT, (scope, arguments) -> {
            running.countDown();
            return new Value.Int(1);
        });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<ProgramException> result = executor.submit(
                    () -> failure("[ #(load \"test\") (test/started) (do [ () ]) ]", ProgramLimits.DEFAULT));
            running.await();
            executor.shutdownNow();
            assertThat(result.get().problem().code()).isEqualTo(ProblemCode.PROGRAM_CANCELLED);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void interruptingTheThreadCancelsARunThatIsDeep() throws Exception {
        CountDownLatch deep = new CountDownLatch(1);
        modules.add("test", "started", Modules.INT, (scope, arguments) -> {
            deep.countDown();
            return new Value.Int(1);
        });
        String program =
                "[ #(load \"test\" \"alu\") (def f (fn (n :int) :any [ (if (eq n 0) [ (test/started) (do [ () ]) ]"
                        + " (f (alu/sub n 1))) ])) (f 5000) ]";
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<ProgramException> result = executor.submit(() -> failure(program, ProgramLimits.DEFAULT));
            deep.await();
            executor.shutdownNow();
            assertThat(result.get().problem().code()).isEqualTo(ProblemCode.PROGRAM_CANCELLED);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void kernelsThatEvaluateInsideOfOneAnotherEndBeforeTheNativeStack() {
        String program = "[ #(load \"calls\") (def f (fn () :any [ (calls/eval '(f)) ])) (f) ]";
        assertThat(failure(program, ProgramLimits.DEFAULT).problem().message())
                .isEqualTo("kernels evaluate inside of evaluations deeper than 128 levels");
    }

    @Test
    void limitsAreChecked() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ProgramLimits.DEFAULT.withDepth(0))
                .withMessage("limit 'depth' is 0, expected 1 to 100000");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ProgramLimits.DEFAULT.withTime(Duration.ZERO))
                .withMessage("limit 'time' is PT0S, expected a positive duration");
    }
}
