package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.micropython.interpreter.InterpreterException.Reason;

class LimitsTest {

    private static final InterpreterLimits SHORT =
            InterpreterLimits.DEFAULT.withTimes(Duration.ofMillis(100), Duration.ofMillis(200));

    private Python python = new Python(SHORT);

    @AfterEach
    void close() {
        python.close();
    }

    private void restart(InterpreterLimits limits) {
        python.close();
        python = new Python(limits);
    }

    private static InterpreterException limitOf(Runnable code) {
        try {
            code.run();
        } catch (InterpreterException e) {
            return e;
        }
        throw new AssertionError("there was no limit");
    }

    @Test
    void anEndlessLoopIsEndedAndTheInterpreterGoesOn() {
        InterpreterException e = limitOf(() -> python.exec("def f():", "    while True: pass", "f()"));

        assertThat(e.reason()).isEqualTo(Reason.TIME);
        assertThat(e.isLost()).isFalse();
        assertThat(((PythonException) e.getCause()).traceback())
                .contains("in f")
                .contains("KeyboardInterrupt");
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aLoopThatCatchesEverythingIsKilled() {
        InterpreterException e = limitOf(() ->
                python.exec("while True:", "    try:", "        while True: pass", "    except BaseException: pass"));

        assertThat(e.reason()).isEqualTo(Reason.TIME);
        assertThat(e.isLost()).isTrue();
        assertThat(python.interpreter().isLost()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(limitOf(() -> python.eval("1")).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void aLoopInCCodeIsKilled() {
        InterpreterException e = limitOf(() -> python.eval("max(range(10 ** 9))"));

        assertThat(e.reason()).isEqualTo(Reason.TIME);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aHostThatWaitsIsInterrupted() {
        python.module("host", Map.of("wait", (a, n) -> new CountDownLatch(1).await(1, TimeUnit.MINUTES)));

        InterpreterException e = limitOf(() -> python.exec("import host", "host.wait()"));

        assertThat(e.reason()).isEqualTo(Reason.TIME);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aMemoryHogGetsMemoryErrorAndTheInterpreterIsExhausted() {
        restart(InterpreterLimits.DEFAULT.withHeapBytes(1 << 20));

        assertThatThrownBy(() -> python.exec("x = []", "while True: x.append('%d' % len(x) * 100)"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("MemoryError"));

        assertThat(python.interpreter().isExhausted()).isTrue();
        assertThat(python.interpreter().memoryBytes()).isLessThan(4 << 20);
    }

    @Test
    void memoryThatCCodeFillsIsAMemoryErrorToo() {
        restart(InterpreterLimits.DEFAULT.withHeapBytes(1 << 20));

        // Each sum is an object of its own, and none is collected until the call ends.
        assertThatThrownBy(() -> python.eval("sum(range(10 ** 9))"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("MemoryError"));
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
    }

    @Test
    void oneLargeObjectIsAMemoryErrorThatPythonCanCatch() {
        restart(InterpreterLimits.DEFAULT.withHeapBytes(1 << 20));

        python.exec("try:", "    bytearray(100_000_000)", "except MemoryError: print('too large')");

        assertThat(python.printed()).isEqualTo("too large\n");
        assertThat(python.interpreter().isExhausted()).isFalse();
        assertThat(python.eval("len(bytearray(200_000))")).isEqualTo(200_000L);
    }

    @Test
    void whatAJobOfManyCallsAllocatesIsCollected() {
        restart(InterpreterLimits.DEFAULT.withHeapBytes(1 << 20));
        python.exec("def step():", "    return len([str(i) for i in range(1000)])");
        PythonObject step = python.function("step");

        for (int i = 0; i < 300; i++) {
            assertThat(step.call()).isEqualTo(1_000L);
        }
    }

    @Test
    void recursionWithoutEndIsAnExceptionOfPython() {
        python.exec("def f(n):", "    return f(n + 1)");

        assertThatThrownBy(() -> python.function("f").call(0))
                .isInstanceOf(PythonException.class)
                .hasMessage("RuntimeError: maximum recursion depth exceeded");
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
    }

    @Test
    void recursionThroughTheHostIsOneToo() {
        restart(InterpreterLimits.DEFAULT);
        python.module("host", Map.of("back", (a, n) -> ((PythonObject) a[0]).call(a[0])));
        python.exec("import host", "def f(g):", "    return host.back(g)");
        python.exec("def caught():", "    try: return f(f)", "    except RuntimeError as e: return str(e)");

        assertThatThrownBy(() -> python.eval("f(f)"))
                .isInstanceOf(PythonException.class)
                .hasMessage("RuntimeError: maximum recursion depth exceeded");
        assertThat(python.eval("caught()")).isEqualTo("maximum recursion depth exceeded");
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
    }

    @Test
    void whatIsSharedALotIsNotCopiedForever() {
        restart(InterpreterLimits.DEFAULT);
        python.exec("x = [1]", "for i in range(30): x = [x, x]");

        assertThatThrownBy(() -> python.eval("x"))
                .isInstanceOf(PythonException.class)
                .hasMessage("ValueError: a list, tuple or dict is too large to be copied with all that is in it");
        assertThat(python.eval("len(['x' * 1000] * 10000)")).isEqualTo(10_000L);
    }

    @Test
    void anExceptionThatCannotBeReportedSaysThatMemoryIsOut() {
        restart(InterpreterLimits.DEFAULT.withHeapBytes(1 << 20));

        assertThat(limitOf(() -> python.exec("raise ValueError('x' * 500000)")))
                .hasMessage("the Python interpreter has run out of memory");
        assertThat(python.interpreter().isLost()).isTrue();
    }

    @Test
    void tooMuchOutputEndsTheCall() {
        restart(InterpreterLimits.DEFAULT.withOutputBytes(1_000));

        InterpreterException e = limitOf(() -> python.exec("while True: print('0123456789')"));

        assertThat(e.reason()).isEqualTo(Reason.OUTPUT);
        assertThat(e.isLost()).isFalse();
        assertThat(python.printed()).hasSize(1_000);
        python.exec("print('more')");
        assertThat(python.printed()).endsWith("more\n");
    }

    @Test
    void tooMuchOutputAtTheEndOfAProgramIsTold() {
        restart(InterpreterLimits.DEFAULT.withOutputBytes(5));

        assertThat(limitOf(() -> python.exec("print('0123456789')")).reason()).isEqualTo(Reason.OUTPUT);
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
    }

    @Test
    void whoeverComesWhenEnoughWaitIsTurnedAway() throws Exception {
        restart(InterpreterLimits.DEFAULT.withWaiting(0));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        python.module("host", Map.of("wait", (a, n) -> {
            inside.countDown();
            return leave.await(1, TimeUnit.MINUTES);
        }));
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> python.exec("import host", "host.wait()"));
        assertThat(inside.await(1, TimeUnit.MINUTES)).isTrue();

        assertThat(limitOf(() -> python.eval("1")).reason()).isEqualTo(Reason.BUSY);

        leave.countDown();
        first.get(1, TimeUnit.MINUTES);
        assertThat(python.eval("1")).isEqualTo(1L);
    }

    @Test
    void aThreadThatIsInterruptedIsTurnedAwayAndStaysSo() {
        Thread.currentThread().interrupt();

        InterpreterException e = limitOf(() -> python.eval("1"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(e.isLost()).isFalse();
        assertThat(python.eval("1")).isEqualTo(1L);
    }

    @Test
    void anInterruptFromOutsideEndsTheInterpreterAndStays() {
        python.module("host", Map.of("interrupt", (a, n) -> {
            Thread.currentThread().interrupt();
            return null;
        }));

        InterpreterException e =
                limitOf(() -> python.exec("import host", "host.interrupt()", "for i in range(1000): str(i)"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(e.isLost()).isTrue();
    }

    @Test
    void limitsSayWhatIsOutsideOfTheirRange() {
        assertThatThrownBy(() -> InterpreterLimits.DEFAULT.withHeapBytes(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a heap of 1 bytes");
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> InterpreterLimits.DEFAULT.withTimes(time, Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> InterpreterLimits.DEFAULT.withWaiting(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
