package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.micropython.file.MountedFiles;
import org.kernos.runtime.micropython.interpreter.InterpreterException.Reason;

class InterpreterGroupTest {

    private Python python = new Python(InterpreterLimits.DEFAULT.withHeapBytes(1 << 20));
    private InterpreterGroup group = new InterpreterGroup(python::fresh);

    @AfterEach
    void close() {
        group.close();
        python.close();
    }

    private static PythonModule module(String name, String... lines) {
        return new PythonModule(name, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), false);
    }

    private PythonModule added(String name, String... lines) throws MpyFormatException {
        PythonModule module = module(name, lines);
        group.add(module);
        return module;
    }

    private void restart(InterpreterLimits limits) {
        close();
        python = new Python(limits);
        group = new InterpreterGroup(python::fresh);
    }

    private static InterpreterLimits shortTimes() {
        return InterpreterLimits.DEFAULT.withTimes(Duration.ofMillis(200), Duration.ofMillis(200));
    }

    /** A function that does not end by KeyboardInterrupt. */
    private static final String[] HANG = {
        "def hang():",
        "    while True:",
        "        try:",
        "            while True: pass",
        "        except BaseException: pass"
    };

    private void kill(PythonModule hanging) {
        assertThatThrownBy(() -> group.call(hanging, "hang"))
                .isInstanceOfSatisfying(
                        InterpreterException.class, e -> assertThat(e.isLost()).isTrue());
    }

    @Test
    void modulesShareAnInterpreter() throws Exception {
        added("base", "def one(): return 1");
        PythonModule user = added("user", "import base", "def two(): return base.one() + 1");

        assertThat(group.call(user, "two")).isEqualTo(2L);
        assertThat(group.replacements()).isZero();
        assertThat(group.calls()).isEqualTo(1);
    }

    @Test
    void anInterpreterThatWasKilledComesBackWithItsModules() throws Exception {
        restart(shortTimes());
        PythonModule hanging = added("hanging", HANG);
        PythonModule module =
                added("mod", "count = 0", "def up():", "    global count", "    count += 1", "    return count");
        group.call(module, "up");

        kill(hanging);

        assertThat(group.kills()).isEqualTo(1);
        assertThat(group.call(module, "up")).isEqualTo(1L);
        assertThat(group.replacements()).isEqualTo(1);
        assertThat(group.kills()).isEqualTo(1);
    }

    @Test
    void callersThatWaitForAnInterpreterThatIsKilledAreServedByTheNext() throws Exception {
        restart(shortTimes());
        CountDownLatch inside = new CountDownLatch(1);
        python.module("host", Map.of("inside", (a, n) -> {
            inside.countDown();
            return null;
        }));
        PythonModule hanging = added("hanging", HANG);
        PythonModule entered =
                added("entered", "import host, hanging", "def f():", "    host.inside()", "    hanging.hang()");
        PythonModule module = added("mod", "def f(x): return x + 1");
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> group.call(entered, "f"));
        assertThat(inside.await(1, TimeUnit.MINUTES)).isTrue();

        List<CompletableFuture<Object>> waiting = new ArrayList<>();
        for (long i = 0; i < 4; i++) {
            long argument = i;
            waiting.add(CompletableFuture.supplyAsync(() -> group.call(module, "f", argument)));
        }

        for (int i = 0; i < 4; i++) {
            assertThat(waiting.get(i).get(1, TimeUnit.MINUTES)).isEqualTo(i + 1L);
        }
        assertThatThrownBy(() -> killed.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(InterpreterException.class);
        assertThat(group.replacements()).isEqualTo(1);
    }

    @Test
    void anExhaustedInterpreterIsReplaced() throws Exception {
        PythonModule module = added(
                "mod",
                "def hog():",
                "    x = []",
                "    while True: x.append('%d' % len(x) * 100)",
                "def f(): return 3");

        assertThatThrownBy(() -> group.call(module, "hog"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("MemoryError"));

        assertThat(group.call(module, "f")).isEqualTo(3L);
        assertThat(group.replacements()).isEqualTo(1);
        assertThat(group.kills()).isZero();
        assertThat(group.interpreter().memoryBytes()).isLessThan(800_000);
        assertThat(group.interpreter().heapBytes()).isBetween(1, 400_000);
    }

    @Test
    void aModuleThatFailsToLoadIsNotInTheGroupAndHarmsNoOther() throws Exception {
        PythonModule good = added("good", "def f(): return 1");

        assertThatThrownBy(() -> group.add(module("bad", "raise ValueError('no')")))
                .hasMessage("ValueError: no");

        assertThat(group.call(good, "f")).isEqualTo(1L);
        assertThatThrownBy(() -> group.interpreter().importModule("bad"))
                .hasMessage("ImportError: no module named 'bad'");
        assertThatThrownBy(() -> group.call(good, "missing"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("AttributeError"));
        assertThatThrownBy(() -> group.call(good, "__name__")).hasMessageContaining("cannot be called");
    }

    @Test
    void aModuleThatWasRemovedIsNotThereAndItsNextContentRuns() throws Exception {
        PythonModule first = added("mod", "def f(): return 1");
        group.call(first, "f");

        group.remove(first);

        assertThatThrownBy(() -> group.call(first, "f"))
                .isInstanceOf(InterpreterException.class)
                .hasMessage("'mod' is not loaded");
        assertThatThrownBy(() -> group.interpreter().importModule("mod"))
                .hasMessage("ImportError: no module named 'mod'");
        assertThat(group.call(added("mod", "def f(): return 2"), "f")).isEqualTo(2L);
    }

    @Test
    void twoModulesOfOneNameAreRefused() throws Exception {
        PythonModule first = added("mod", "def f(): return 1");
        PythonModule other = new PythonModule("other", "mod", new byte[0], false, MountedFiles.NONE, null);

        assertThatThrownBy(() -> group.add(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the module 'mod' is imported as 'mod' already");
        assertThat(group.call(first, "f")).isEqualTo(1L);
    }

    @Test
    void publicFunctionsAreThoseThatTheModuleNames() throws Exception {
        PythonModule named = added("named", "__all__ = ('b', 'C')", "def a(): pass", "def b(): pass", "class C: pass");
        PythonModule plain = added("plain", "import math", "def a(): pass", "def _b(): pass", "c = lambda: 1", "d = 5");

        assertThat(group.functionsOf(named)).containsExactly("b");
        assertThat(group.functionsOf(plain)).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aModuleThatCannotBeLoadedAgainIsToldAndTheOthersWork() throws Exception {
        restart(shortTimes());
        python.module("host", Map.of("once", once()));
        List<RuntimeException> told = new ArrayList<>();
        PythonModule hanging = added("hanging", HANG);
        PythonModule failing = module("failing", "import host", "host.once()", "def f(): return 1");
        group.add(failing, told::add);
        PythonModule good = added("good", "def f(): return 2");

        kill(hanging);

        assertThat(group.call(good, "f")).isEqualTo(2L);
        assertThat(told).singleElement(InstanceOfAssertFactories.THROWABLE).hasMessage("ValueError: again");
        assertThat(group.failure(failing)).hasValueSatisfying(e -> assertThat(e).hasMessage("ValueError: again"));
        assertThatThrownBy(() -> group.call(failing, "f"))
                .isInstanceOfSatisfying(
                        InterpreterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_LOADED))
                .hasMessage("'failing' could not be loaded into a new interpreter: ValueError: again");
        group.remove(failing);
        assertThat(group.failure(failing)).isEmpty();
    }

    /** Raises ValueError from the second call on. */
    private static HostFunction once() {
        AtomicInteger calls = new AtomicInteger();
        return (arguments, named) -> {
            if (calls.incrementAndGet() > 1) {
                throw new PythonException("ValueError", "again");
            }
            return null;
        };
    }

    @Test
    void aModuleThatKillsTheNewInterpreterTooIsLeftOut() throws Exception {
        restart(shortTimes());
        AtomicInteger loads = new AtomicInteger();
        python.module("host", Map.of("loads", (a, n) -> (long) loads.incrementAndGet()));
        List<RuntimeException> told = new ArrayList<>();
        PythonModule good = added("good", "def f(): return 2");
        List<String> lines = new ArrayList<>(List.of(HANG));
        lines.addAll(List.of("import host", "if host.loads() > 1: hang()"));
        PythonModule hanging = module("hanging", lines.toArray(String[]::new));
        group.add(hanging, told::add);
        PythonModule last = added("last", "def f(): return 3");

        kill(hanging);

        assertThat(group.call(good, "f")).isEqualTo(2L);
        assertThat(group.call(last, "f")).isEqualTo(3L);
        assertThat(told).hasSize(1);
        assertThat(loads).hasValue(2);
        assertThat(group.replacements()).isEqualTo(2);
        assertThat(group.kills()).isEqualTo(2);
        assertThatThrownBy(() -> group.call(hanging, "hang"))
                .hasMessageContaining("'hanging' could not be loaded into a new interpreter: the call took longer");
    }

    @Test
    void aModuleThatTakesAllMemoryOfTheNewInterpreterIsLeftOut() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        python.module("host", Map.of("loads", (a, n) -> (long) loads.incrementAndGet()));
        PythonModule hog = added(
                "hog",
                "import host",
                "def hog():",
                "    x = []",
                "    while True: x.append('%d' % len(x) * 100)",
                "if host.loads() > 1: hog()");
        PythonModule good = added("good", "def f(): return 2");

        assertThatThrownBy(() -> group.call(hog, "hog")).hasMessageContaining("MemoryError");

        assertThat(group.call(good, "f")).isEqualTo(2L);
        assertThat(loads).hasValue(2);
        assertThat(group.failure(hog)).isPresent();
    }

    @Test
    void anInterruptedCallerLeavesTheReplacementToTheNext() throws Exception {
        restart(shortTimes());
        PythonModule hanging = added("hanging", HANG);
        PythonModule module = added("mod", "def f(): return 2");
        kill(hanging);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> group.call(module, "f"))
                .isInstanceOfSatisfying(
                        InterpreterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(group.call(module, "f")).isEqualTo(2L);
        assertThat(group.failure(module)).isEmpty();
    }

    @Test
    void aModuleCallsTheGroupWhileItIsLoadedAgain() throws Exception {
        restart(shortTimes());
        PythonModule hanging = added("hanging", HANG);
        PythonModule base = added("base", "def f(): return 2");
        python.module("host", Map.of("base", (a, n) -> group.call(base, "f")));
        PythonModule user = added("user", "import host", "x = host.base()", "def f(): return x");
        kill(hanging);

        assertThat(group.call(user, "f")).isEqualTo(2L);
    }

    @Test
    void aClosedGroupTakesNoCallsAndStartsNothing() throws Exception {
        PythonModule module = added("mod", "def f(): return 2");
        group.close();

        assertThatThrownBy(() -> group.call(module, "f"))
                .isInstanceOfSatisfying(
                        InterpreterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        assertThat(group.running()).isEmpty();
        group.remove(module);
    }
}
