package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        ModuleInstance module = runtime.open(
                TestModule.source("lib", "def big(): return 2 ** 70", "def same(x): return x", "def f(): return f"));

        assertThatThrownBy(() -> call(module, "big"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("KERNOS-0404 lib/big returned what is no value: an integer of 71 bits");
        assertThatThrownBy(() -> call(module, "same", new Value.Some(number(1))))
                .hasMessageContaining(
                        "KERNOS-0402 lib/same: argument 1: no Python object stands for a value of type :some");
        assertThatThrownBy(() -> call(module, "f")).hasMessageContaining("KERNOS-0404");
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
        assertThat(runtime.open(TestModule.source("lib", "x = 1")).details())
                .containsEntry("mpy_entry", "lib.py")
                .containsEntry("interpreter", "main")
                .containsEntry("replacements", "0");
    }
}
