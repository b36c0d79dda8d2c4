package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void modulesShareAnInterpreter() throws Exception {
        group.add(module("base", "def one(): return 1"));
        group.add(module("user", "import base", "def two(): return base.one() + 1"));

        assertThat(group.call("user", "two")).isEqualTo(2L);
        assertThat(group.replacements()).isZero();
    }

    @Test
    void anInterpreterThatWasKilledComesBackWithItsModules() throws Exception {
        close();
        python = new Python(InterpreterLimits.DEFAULT.withTimes(Duration.ofMillis(200), Duration.ofMillis(200)));
        group = new InterpreterGroup(python::fresh);
        group.add(module(
                "mod",
                "count = 0",
                "def up():",
                "    global count",
                "    count += 1",
                "    return count",
                "def hang():",
                "    while True:",
                "        try:",
                "            while True: pass",
                "        except BaseException: pass"));
        group.call("mod", "up");

        assertThatThrownBy(() -> group.call("mod", "hang"))
                .isInstanceOfSatisfying(
                        InterpreterException.class, e -> assertThat(e.isLost()).isTrue());

        assertThat(group.call("mod", "up")).isEqualTo(1L);
        assertThat(group.replacements()).isEqualTo(1);
    }

    @Test
    void anExhaustedInterpreterIsReplaced() throws Exception {
        group.add(module(
                "mod",
                "def hog():",
                "    x = []",
                "    while True: x.append('%d' % len(x) * 100)",
                "def f(): return 3"));

        assertThatThrownBy(() -> group.call("mod", "hog"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("MemoryError"));

        assertThat(group.call("mod", "f")).isEqualTo(3L);
        assertThat(group.replacements()).isEqualTo(1);
        assertThat(group.interpreter().memoryBytes()).isLessThan(800_000);
    }

    @Test
    void aModuleThatFailsToLoadIsNotInTheGroupAndHarmsNoOther() throws Exception {
        group.add(module("good", "def f(): return 1"));

        assertThatThrownBy(() -> group.add(module("bad", "raise ValueError('no')")))
                .hasMessage("ValueError: no");

        assertThat(group.call("good", "f")).isEqualTo(1L);
        assertThatThrownBy(() -> group.call("good", "missing"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("AttributeError"));
        assertThatThrownBy(() -> group.call("good", "__name__")).hasMessageContaining("cannot be called");
    }

    @Test
    void aModuleThatWasRemovedIsNotThereAndItsNextContentRuns() throws Exception {
        PythonModule first = module("mod", "def f(): return 1");
        group.add(first);
        group.call("mod", "f");

        group.remove(first);

        assertThatThrownBy(() -> group.call("mod", "f")).hasMessage("ImportError: no module named 'mod'");
        group.add(module("mod", "def f(): return 2"));
        assertThat(group.call("mod", "f")).isEqualTo(2L);
    }

    @Test
    void twoModulesOfOneNameAreRefused() throws Exception {
        group.add(module("mod", "def f(): return 1"));

        assertThatThrownBy(() -> group.add(module("mod", "def f(): return 2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("another module is imported as 'mod' already");
        assertThat(group.call("mod", "f")).isEqualTo(1L);
    }

    @Test
    void publicFunctionsAreThoseThatTheModuleNames() throws Exception {
        group.add(module("named", "__all__ = ('b', 'C')", "def a(): pass", "def b(): pass", "class C: pass"));
        group.add(module("plain", "import math", "def a(): pass", "def _b(): pass", "c = lambda: 1", "d = 5"));

        assertThat(group.functionsOf("named")).containsExactly("b");
        assertThat(group.functionsOf("plain")).containsExactlyInAnyOrder("a", "c");
    }
}
