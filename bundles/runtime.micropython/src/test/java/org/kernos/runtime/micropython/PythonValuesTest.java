package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.KernelException;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/** What crosses between kernels and Python, and what does not (design Y-6). */
class PythonValuesTest {

    private static final MicroPythonRuntime RUNTIME = new MicroPythonRuntime();
    private static ModuleInstance module;

    @BeforeAll
    static void open() throws Exception {
        module = RUNTIME.open(TestModule.source(
                "lib",
                "import array",
                "def same(x): return x",
                "def text(x): return repr(x)",
                "def make(source): return eval(source)",
                "def circle():",
                "    a = []",
                "    a.append(a)",
                "    return a",
                "def deep(n):",
                "    a = 1",
                "    for _ in range(n): a = [a]",
                "    return a",
                "def numbers(n): return [7] * n",
                "def length(x): return len(x)",
                "class Thing: pass"));
    }

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    private static Value call(String function, Value... arguments) {
        return module.functions().get(function).call(expression -> expression, arguments);
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    static Stream<Value> values() {
        return Stream.of(
                Value.NONE,
                number(0),
                number(-1),
                number(Long.MAX_VALUE),
                number(Long.MIN_VALUE),
                new Value.Real(0.1),
                new Value.Real(Double.NaN),
                new Value.Real(Double.NEGATIVE_INFINITY),
                new Value.Real(-0.0),
                new Value.Str(""),
                new Value.Str("a\u0000\u00e9\ud83d\ude00"),
                Value.Str.ofBytes(new byte[] {0, (byte) 0xff, 'x'}),
                Value.bracket(),
                Value.paren(number(1), Value.paren(number(2))),
                Value.brace(),
                Value.brace(
                        Value.bracket(new Value.Str("k"), Value.bracket(Value.NONE)),
                        Value.bracket(number(2), Value.paren())),
                Value.ints(1, 2, 1L << 40),
                Value.reals(1, 2.5));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueComesBackAsItWas(Value value) {
        assertThat(call("same", value)).hasToString(value.toString()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "True | 1",
                "None | ()",
                "b'abc' | \"abc\"",
                "(1, [2.5, 'x']) | (1 [2.5 \"x\"])",
                "{'a': 1} | {[\"a\" 1]}",
                "bytearray(b'ab') | \"ab\"",
                "array.array('b', [97]) | \"a\"",
                "-2 ** 63 | -9223372036854775808",
            })
    void whatPythonReturnsIsAValue(String source, String value) {
        assertThat(call("make", new Value.Str(source))).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 ** 63 | an integer of 64 bits is none of the 64 that cross to kernels",
                "[1, {2: 2 ** 70}] | an integer of 71 bits",
                "{1, 2} | an object of type set is no value of kernels",
                "frozenset() | type frozenset",
                "iter([1]) | type iterator",
                "(x for x in ()) | type generator",
                "lib.Thing() | type Thing",
                "[lib] | type module",
                "1j | type complex",
            })
    void whatIsNoValueIsAClearError(String source, String message) {
        assertThatThrownBy(() -> call("make", new Value.Str(source.replace("lib", "__import__('lib')"))))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("KERNOS-0404 lib/make returned what is no value: ")
                .hasMessageContaining(message);
    }

    @Test
    void bracesThatAreNoPairsAreAList() {
        Value braces = Value.brace(number(1), number(2));

        assertThat(call("text", braces)).isEqualTo(new Value.Str("[1, 2]"));
        assertThat(call("text", new Value.Symbol("on"))).isEqualTo(new Value.Str("'on'"));
    }

    @Test
    void listsThatHaveNoEndAreErrors() {
        assertThatThrownBy(() -> call("circle"))
                .hasMessageContaining("lib/circle raised ValueError: a list, tuple or dict is nested deeper than 100");
        assertThatThrownBy(() -> call("deep", number(101))).hasMessageContaining("nested deeper than 100");
        assertThat(call("deep", number(100)).toString()).startsWith("[".repeat(100) + "1]");
        Value nested = number(1);
        for (int i = 0; i < 101; i++) {
            nested = Value.bracket(nested);
        }
        Value deep = nested;
        assertThatThrownBy(() -> call("same", deep))
                .hasMessageContaining("KERNOS-0402 lib/same: argument 1: a list is nested deeper than 100");
    }

    @Test
    void longListsCross() {
        Value hundredThousand = new Value.ListValue(ListKind.PAREN, Collections.nCopies(100_000, number(3)));
        assertThat(call("length", hundredThousand)).isEqualTo(number(100_000));
        assertThat(((Value.ListValue) call("numbers", number(1_000_000))).elements())
                .hasSize(1_000_000);
    }

    @Test
    void whatDoesNotFitIntoTheMemoryIsAnErrorAndTheNextCallWorks() {
        Value huge = new Value.Str("x".repeat(1 << 25));

        assertThatThrownBy(() -> call("length", huge))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("MemoryError");
        assertThat(call("length", new Value.Str("abc"))).isEqualTo(number(3));
    }
}
