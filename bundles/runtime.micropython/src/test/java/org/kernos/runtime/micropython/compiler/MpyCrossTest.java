package org.kernos.runtime.micropython.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.runtime.micropython.interpreter.HostModules;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.runtime.micropython.interpreter.PythonException;
import org.kernos.runtime.micropython.interpreter.PythonObject;
import org.kernos.runtime.micropython.interpreter.Watchdog;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

final class MpyCrossTest {

    private static MpyCross compiler;

    @BeforeAll
    static void load() {
        compiler = MpyCross.load();
    }

    private static byte[] compile(String source) throws PythonSyntaxException {
        return compiler.compile("dir/mod.py", source.getBytes(StandardCharsets.UTF_8));
    }

    private static Interpreter interpreter(Watchdog watchdog) {
        return new Interpreter(new Interpreter.Surroundings(
                MicroPythonImage.load(), watchdog, InterpreterLimits.DEFAULT, HostModules.NONE, (text, isError) -> {}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result = sum(range(10)) * 2.5",
                "def f(x, *more, y=3, **named):\n  return (x, more, y, sorted(named))\nresult = f(1, 2, y=4, z=5)",
                "class A:\n  def __init__(self):\n    self.n = 1 << 70\nresult = A().n",
                "def g():\n  try:\n    yield from range(3)\n  finally:\n    yield 'end'\nresult = list(g())",
                "result = [f'{n:03d}' for n in {2, 1}] + [None, 'ü', 1e300, -7]",
                "a, *b = 1, 2, 3\nresult = {'a': a, 'b': b, (1, 'x'): True} and (a, b, list(b'a\\xff'))"
            })
    void bytecodeDoesWhatItsSourceDoes(String source) throws Exception {
        try (Watchdog watchdog = new Watchdog();
                Interpreter fromSource = interpreter(watchdog);
                Interpreter fromBytecode = interpreter(watchdog)) {
            fromSource.addModule("mod", source.getBytes(StandardCharsets.UTF_8), false);
            fromBytecode.addModule("mod", compile(source), true);

            try (PythonObject one = fromSource.importModule("mod");
                    PythonObject other = fromBytecode.importModule("mod")) {
                assertThat(deep(other.attribute("result"))).isEqualTo(deep(one.attribute("result")));
            }
        }
    }

    private static String deep(Object value) {
        return Arrays.deepToString(new Object[] {value});
    }

    @Test
    void tracebacksShowTheSourcesNameAndLine() throws Exception {
        try (Watchdog watchdog = new Watchdog();
                Interpreter interpreter = interpreter(watchdog)) {
            interpreter.addModule("mod", compile("x = 1\n\nx = y\n"), true);

            assertThatThrownBy(() -> interpreter.importModule("mod"))
                    .asInstanceOf(InstanceOfAssertFactories.type(PythonException.class))
                    .extracting(PythonException::traceback)
                    .asString()
                    .contains("File \"dir/mod.py\", line 3");
        }
    }

    @Test
    void mistakesHaveTheirLine() {
        assertThatThrownBy(() -> compile("x = 1\ny = = 2\n"))
                .asInstanceOf(InstanceOfAssertFactories.type(PythonSyntaxException.class))
                .satisfies(e -> assertThat(e.line()).isEqualTo(2))
                .extracting(Throwable::getMessage)
                .isEqualTo("SyntaxError: invalid syntax");
        assertThatThrownBy(() -> compile("def f():\n  x = 1\n y = 2\n"))
                .asInstanceOf(InstanceOfAssertFactories.type(PythonSyntaxException.class))
                .satisfies(e -> assertThat(e.line()).isEqualTo(3));
    }

    @Test
    void anEmptySourceIsAModuleToo() throws Exception {
        assertThat(compile("")).startsWith('M', 6);
    }

    @Test
    void aLongSourceIsCompiled() throws Exception {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            source.append("def f")
                    .append(i)
                    .append("(x):\n    return [x + ")
                    .append(i)
                    .append(", 'text ")
                    .append(i)
                    .append("']\n");
        }
        assertThat(compile(source.toString())).hasSizeGreaterThan(100_000);
    }

    @Test
    void aSourceBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> compile("#".repeat(MpyCross.LARGEST + 1)))
                .isInstanceOf(PythonSyntaxException.class)
                .hasMessageContaining("at most 1048576");
    }

    @Test
    void deepNestingIsAMistakeAndNotTheEnd() throws Exception {
        assertThatThrownBy(() -> compile("x = " + "not ".repeat(50_000) + "y"))
                .isInstanceOf(PythonSyntaxException.class);
        assertThat(compile("x = 1")).isNotEmpty();
    }
}
