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

/** What happens around the event loop; what it does in a program is among those of {@link ProgramsTest}. */
class AsyncioTest {

    /** Far shorter than what the programs here wait for, and far longer than what they take otherwise. */
    private static final InterpreterLimits SHORT =
            InterpreterLimits.DEFAULT.withTimes(Duration.ofMillis(500), Duration.ofMinutes(1));

    private static final InterpreterLimits LONG =
            InterpreterLimits.DEFAULT.withTimes(Duration.ofMinutes(1), Duration.ofMinutes(1));

    private Python python = new Python(LONG);

    @AfterEach
    void close() {
        python.close();
    }

    private void restart(InterpreterLimits limits) {
        python.close();
        python = new Python(limits);
    }

    private InterpreterException limitOf(String... program) {
        try {
            python.exec(program);
        } catch (InterpreterException e) {
            return e;
        }
        throw new AssertionError("there was no limit");
    }

    @Test
    void aLoopThatWaitsIsEndedByTheTimeOfTheCallAndTheNextOneRuns() {
        restart(SHORT);
        InterpreterException e = limitOf(
                "import asyncio",
                "async def waits():",
                "    try:",
                "        await asyncio.sleep(3600)",
                "    finally:",
                "        print('cleaned up')",
                "async def answers():",
                "    await asyncio.sleep(0.01)",
                "    return 'here'",
                "asyncio.run(waits())");

        assertThat(e.reason()).isEqualTo(Reason.TIME);
        assertThat(e.isLost()).isFalse();
        assertThat(python.printed()).isEqualTo("cleaned up\n");
        assertThat(python.eval("asyncio.run(answers())")).isEqualTo("here");
    }

    @Test
    void sleepingIsEndedByTheTimeOfTheCall() {
        restart(SHORT);
        InterpreterException e = limitOf("import time", "time.sleep(3600)");

        assertThat(e.reason()).isEqualTo(Reason.TIME);
        assertThat(e.isLost()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(python.eval("time.sleep_ms(1)")).isNull();
    }

    @Test
    void aLoopThatWaitsIsCancelled() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        python.module("host", Map.of("running", (a, n) -> {
            running.countDown();
            return null;
        }));
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<InterpreterException> ended = CompletableFuture.supplyAsync(() -> {
            thread.complete(Thread.currentThread());
            return limitOf(
                    "import asyncio, host",
                    "async def waits():",
                    "    host.running()",
                    "    await asyncio.sleep(3600)",
                    "asyncio.run(waits())");
        });
        running.await();

        assertThat(python.interpreter().cancel(thread.get())).isTrue();

        assertThat(ended.get(1, TimeUnit.MINUTES).reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
    }

    @Test
    void waitingForWhatNobodyDoesIsAnError() {
        assertThatThrownBy(() -> python.exec(
                        "import asyncio",
                        "async def waits():",
                        "    await asyncio.Event().wait()",
                        "asyncio.run(waits())"))
                .isInstanceOf(PythonException.class)
                .hasMessage("RuntimeError: every task waits for something that no other will do");
    }

    @Test
    void whatNobodyHasAwaitedIsReported() {
        python.exec(
                "import asyncio",
                "async def fails():",
                "    raise ValueError('lost')",
                "async def main():",
                "    asyncio.create_task(fails())",
                "    await asyncio.sleep(0.01)",
                "asyncio.run(main())");

        assertThat(python.printed()).contains("Task exception wasn't retrieved", "ValueError: lost");
    }

    @Test
    void aTaskMayEndTheProgram() {
        assertThatThrownBy(() -> python.exec(
                        "import asyncio, sys",
                        "async def ends():",
                        "    sys.exit(3)",
                        "async def main():",
                        "    asyncio.create_task(ends())",
                        "    try:",
                        "        await asyncio.sleep(3600)",
                        "    finally:",
                        "        print('cleaned up')",
                        "asyncio.run(main())"))
                .isInstanceOf(PythonException.class)
                .hasMessage("SystemExit: 3");
        assertThat(python.printed()).isEqualTo("cleaned up\n");
    }

    @Test
    void timesToWaitAreNumbers() {
        assertThatThrownBy(() -> python.exec("import time", "time.sleep('1')"))
                .isInstanceOf(PythonException.class)
                .hasMessageStartingWith("TypeError");
    }

    @Test
    void theNameThatIsImportedFromInsideStays() {
        python.exec("import asyncio.core", "from asyncio import core, funcs, TimeoutError, gather");

        assertThat(python.eval("[asyncio.core is core, funcs.core is core, gather is asyncio.gather, core is asyncio]"))
                .isEqualTo(List.of(true, true, true, true));
    }
}
