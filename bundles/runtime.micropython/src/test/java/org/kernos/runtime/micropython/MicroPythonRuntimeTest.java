package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

class MicroPythonRuntimeTest {

    private final MicroPythonRuntime runtime = new MicroPythonRuntime();

    @AfterEach
    void close() {
        runtime.close();
    }

    private static Value call(ModuleInstance module, String function, Value... arguments) {
        return module.functions().get(function).call(expression -> expression, arguments);
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    /** A container with one function, which adds, and raises for a zero. */
    private static ModuleRegistry registry() {
        return new FakeContainer()
                .function("alu/add", values -> {
                    long second = ((Value.Int) values[1]).value();
                    if (second == 0) {
                        throw new KernelException(Problem.of(ProblemCode.RAISED, "alu/add: zero (code 3)"));
                    }
                    return number(((Value.Int) values[0]).value() + second);
                })
                .registry;
    }

    @Test
    void functionsOfAModuleAreCalledWithValues() throws Exception {
        ModuleInstance module = runtime.open(TestModule.source(
                "lib",
                "def add(a, b): return a + b",
                "def show(x): return repr(x)",
                "def shapes(): return [1, (2.5, None), {'k': True}, b'\\xff']"));

        assertThat(module.functions()).containsOnlyKeys("add", "show", "shapes");
        assertThat(call(module, "add", number(2), number(1L << 40))).isEqualTo(number(2 + (1L << 40)));
        assertThat(call(module, "show", Value.brace(Value.bracket(new Value.Str("k"), number(1)))))
                .isEqualTo(new Value.Str("{'k': 1}"));
        assertThat(call(module, "show", Value.paren(number(1), Value.NONE))).isEqualTo(new Value.Str("(1, None)"));
        assertThat(call(module, "show", Value.Str.ofBytes(new byte[] {(byte) 0xff})))
                .isEqualTo(new Value.Str("b'\\xff'"));
        assertThat(call(module, "shapes"))
                .hasToString(Value.bracket(
                                number(1),
                                Value.paren(new Value.Real(2.5), Value.NONE),
                                Value.brace(Value.bracket(new Value.Str("k"), number(1))),
                                Value.Str.ofBytes(new byte[] {(byte) 0xff}))
                        .toString());
    }

    @Test
    void whatCannotCrossIsAProblem() throws Exception {
        ModuleInstance module = runtime.open(TestModule.source(
                "lib", "def big(): return 2 ** 70", "def same(x): return x", "def f(): return {1, 2}"));

        assertThatThrownBy(() -> call(module, "big"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("KERNOS-0404 lib/big returned what is no value: an integer of 71 bits");
        assertThatThrownBy(() -> call(module, "same", new Value.Some(number(1))))
                .hasMessageContaining(
                        "KERNOS-0402 lib/same: argument 1: no Python object stands for a value of type :some");
        assertThatThrownBy(() -> call(module, "f"))
                .hasMessageContaining(
                        "KERNOS-0404 lib/f returned what is no value: an object of type set is no value of kernels");
    }

    @Test
    void anExceptionOfPythonIsAKernelExceptionWithItsTraceback() throws Exception {
        ModuleInstance module =
                runtime.open(TestModule.source("lib", "def f(x):", "    raise ValueError('bad %d' % x)"));

        assertThatThrownBy(() -> call(module, "f", number(7)))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("KERNOS-0411 lib/f raised ValueError: bad 7")
                .cause()
                .extracting("traceback")
                .asString()
                .contains("lib.py\", line 2, in f");
    }

    @Test
    void aKernelIsImportedAndItsFailuresHaveAType() throws Exception {
        runtime.bindRegistry(registry());
        ModuleInstance module = runtime.open(TestModule.source(
                "lib",
                "import alu",
                "def f(x): return alu.add(x, 3)",
                "def g():",
                "    try: alu.add(1, 0)",
                "    except Exception as e: return type(e).__name__ + ' ' + str(e)",
                "def h(): alu.add(1, 0)"));

        assertThat(call(module, "f", number(5))).isEqualTo(number(8));
        assertThat(call(module, "g")).isEqualTo(new Value.Str("KernelError alu/add: zero (code 3)"));
        assertThatThrownBy(() -> call(module, "h")).hasRootCauseInstanceOf(KernelException.class);
    }

    @Test
    void modulesImportEachOtherUntilTheyAreClosed() throws Exception {
        ModuleInstance base = runtime.open(TestModule.source("base", "def one(): return 1"));
        ModuleInstance user =
                runtime.open(TestModule.source("user", "def two():", "    import base", "    return base.one() + 1"));
        assertThat(call(user, "two")).isEqualTo(number(2));

        assertThat(base.close()).isEmpty();

        assertThatThrownBy(() -> call(user, "two")).hasMessageContaining("ImportError: no module named 'base'");
        runtime.open(TestModule.source("base", "def one(): return 10"));
        assertThat(call(user, "two")).isEqualTo(number(11));
    }

    @Test
    void aModuleThatFailsIsRefusedWithItsTracebackAndHarmsNoOther() throws Exception {
        ModuleInstance good = runtime.open(TestModule.source("good", "def f(): return 1"));

        assertThatThrownBy(() -> runtime.open(TestModule.source("bad", "x = 1", "x.y")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("the module raised AttributeError")
                .hasMessageContaining("bad.py\", line 2")
                .hasMessageContaining("at  modules/bad/bad.py");

        assertThat(call(good, "f")).isEqualTo(number(1));
    }

    @Test
    void badBytecodeAndMissingFunctionsAreProblems() throws Exception {
        Map<String, String> properties = Map.of("mpy_entry", "lib.mpy", "mpy_import_as", "lib");

        assertThatThrownBy(() -> runtime.open(new TestModule("lib", new byte[] {'M', 5, 0, 31}, properties)))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("the bytecode cannot be run: it is bytecode of version 5, expected 6");
        assertThatThrownBy(() -> runtime.open(new TestModule(
                        "lib",
                        "def f(): pass".getBytes(),
                        Map.of("mpy_entry", "lib.py", "mpy_import_as", "lib"),
                        "f",
                        "g",
                        "h")))
                .isInstanceOfSatisfying(
                        ModuleException.class, e -> assertThat(e.problems()).hasSize(2))
                .hasMessageContaining("the module has no public function 'g'");
        assertThatThrownBy(() -> runtime.open(new TestModule("lib", new byte[0], Map.of())))
                .hasMessageContaining("the descriptor names no mpy_entry");
        assertThat(runtime.open(TestModule.source("lib", "def f(): return 4")).functions())
                .containsOnlyKeys("f");
    }

    @Test
    void detailsSayWhereItRuns() throws Exception {
        ModuleInstance module = runtime.open(TestModule.source("lib", "def f(): return 1"));
        call(module, "f");

        assertThat(module.details())
                .containsEntry("mpy_entry", "lib.py")
                .containsEntry("mpy_import_as", "lib")
                .containsEntry("interpreter", "main")
                .hasEntrySatisfying("heap", heap -> assertThat(heap).matches("[0-9]+ of 8388608 bytes"))
                .containsEntry("calls", "1")
                .containsEntry("killed by time", "0")
                .containsEntry("replacements", "0")
                .doesNotContainKey("not loaded");
    }

    @Test
    void aModuleReadsTheFilesBesideIt() throws Exception {
        ModuleInstance module = runtime.open(TestModule.source(
                        "lib",
                        "import os",
                        "table = open('/mods/lib/data/table.txt').read()",
                        "def f(): return table, sorted(os.listdir('/mods/lib'))")
                .withFile("data/table.txt", "1 2 3"));

        assertThat(call(module, "f").toString())
                .contains("1 2 3")
                .contains("data")
                .contains("lib.py");
    }

    @Test
    void modulesOfAnotherInterpreterAreNotSeenAndItGoesWithItsLast() throws Exception {
        ModuleInstance first = runtime.open(TestModule.source("first", "env['x'] = 1", "def f(): return env['x']")
                .with("interpreter", "team"));
        ModuleInstance second =
                runtime.open(TestModule.source("second", "import first", "def f(): return first.f() + 1")
                        .with("interpreter", "team"));
        assertThat(call(second, "f")).isEqualTo(number(2));
        assertThat(second.details()).containsEntry("interpreter", "team");
        for (String other : List.of("main", "own", "crew")) {
            assertThatThrownBy(() -> runtime.open(
                            TestModule.source("third", "import first").with("interpreter", other)))
                    .hasMessageContaining("ImportError: no module named 'first'");
        }

        assertThat(first.close()).isEmpty();
        assertThat(call(second, "f")).isEqualTo(number(2));
        assertThat(second.close()).isEmpty();
        assertThatThrownBy(() -> call(second, "f"))
                .hasMessageContaining("KERNOS-0406 second/f: the Python interpreter");
        ModuleInstance again = runtime.open(
                TestModule.source("again", "def f(): return len(env)").with("interpreter", "team"));
        assertThat(call(again, "f")).isEqualTo(number(0));
        again.close();
    }

    @Test
    void anInterpreterOfItsOwnHasTheLimitsThatItsModuleAsksFor() throws Exception {
        TestModule slow = TestModule.source("slow", "def f():", "    while True: pass")
                .with("interpreter", "own", "limits.callMillis", "50", "limits.heapBytes", "524288");
        ModuleInstance module = runtime.open(slow);

        assertThatThrownBy(() -> call(module, "f"))
                .hasMessageContaining("KERNOS-0407")
                .hasMessageContaining("PT0.05S");
        assertThat(module.details().get("heap")).endsWith(" of 524288 bytes");
        module.close();
    }

    @Test
    void settingsOfTheLoadWinOverTheManifest() throws Exception {
        ModuleInstance module = runtime.open(TestModule.source("lib", "def f(): return 1")
                .with("interpreter", "team")
                .withSetting("interpreter", "own")
                .withSetting("mpy_import_as", "better"));

        assertThat(module.details()).containsEntry("interpreter", "own").containsEntry("mpy_import_as", "better");
        module.close();
    }

    @Test
    void aModuleThatDoesNotComeBackIsReported() throws Exception {
        TestModule context = TestModule.source(
                        "lib",
                        "import alu",
                        "def hang():",
                        "    while True:",
                        "        try:",
                        "            while True: pass",
                        "        except BaseException: pass",
                        "alu.add(1, 2)")
                .with("interpreter", "own", "limits.callMillis", "100", "limits.graceMillis", "100");
        runtime.bindRegistry(registry());
        ModuleInstance module = runtime.open(context);
        assertThat(context.warnings()).isEmpty();
        assertThatThrownBy(() -> call(module, "hang"))
                .hasMessageContaining("KERNOS-0407 lib/hang: the call took longer than PT0.1S")
                .hasMessageContaining("the next call finds a new interpreter with all modules");
        assertThat(module.details()).containsEntry("killed by time", "1");
        runtime.bindRegistry(emptyRegistry());

        assertThatThrownBy(() -> call(module, "hang"))
                .hasMessageContaining("KERNOS-0406 lib/hang: 'lib' could not be loaded into a new interpreter");

        assertThat(context.warnings())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("could not be loaded into the new one: ImportError: no module named 'alu'")
                .contains("lib.py\", line 1");
        assertThat(module.details())
                .containsEntry("replacements", "1")
                .containsEntry("not loaded", "ImportError: no module named 'alu'");
        module.close();
    }

    private static ModuleRegistry emptyRegistry() {
        return new FakeContainer().registry;
    }

    @Test
    void twoModulesThatAreImportedByOneNameAreRefused() throws Exception {
        runtime.open(TestModule.source("lib", "x = 1"));

        assertThatThrownBy(
                        () -> runtime.open(TestModule.source("other", "x = 1").with("mpy_import_as", "lib")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("the module 'lib' is imported as 'lib' already");
    }

    @Test
    void aChangeOfTheConfigurationHoldsForNewInterpreters() throws Exception {
        ModuleInstance old = runtime.open(TestModule.source("old", "def f(): return 1"));
        runtime.modified(Map.of("kernos.python.heap.bytes", "1048576"));
        ModuleInstance young =
                runtime.open(TestModule.source("young", "def f(): return 1").with("interpreter", "own"));

        assertThat(old.details().get("heap")).endsWith("of 8388608 bytes");
        assertThat(young.details().get("heap")).endsWith("of 1048576 bytes");
        assertThatThrownBy(() -> runtime.modified(Map.of("kernos.python.heap.bytes", "many")))
                .isInstanceOf(IllegalArgumentException.class);
        ModuleInstance next =
                runtime.open(TestModule.source("next", "def f(): return 1").with("interpreter", "own"));
        assertThat(next.details().get("heap")).endsWith("of 1048576 bytes");
        young.close();
        next.close();
    }
}
