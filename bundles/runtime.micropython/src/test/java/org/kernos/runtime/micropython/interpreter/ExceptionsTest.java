package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExceptionsTest {

    private final Python python = new Python();

    @BeforeEach
    void modules() {
        python.module(
                "host",
                Map.of(
                        "fail",
                                (a, n) -> {
                                    throw new IOException("disk " + a[0]);
                                },
                        "raise",
                                (a, n) -> {
                                    throw new PythonException((String) a[0], (String) a[1]);
                                },
                        "call", (a, n) -> ((PythonObject) a[0]).call()));
        python.exec("import host");
    }

    @AfterEach
    void close() {
        python.close();
    }

    private static PythonException thrownBy(Runnable code) {
        try {
            code.run();
        } catch (PythonException e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    void pythonsExceptionHasTypeMessageAndTraceback() {
        python.exec("def f(x):", "    raise ValueError('bad\\nvalue %d' % x)", "def g(x):", "    f(x)");

        PythonException e = thrownBy(() -> python.function("g").call(7));

        assertThat(e.type()).isEqualTo("ValueError");
        assertThat(e.pythonMessage()).isEqualTo("bad\nvalue 7");
        assertThat(e.traceback())
                .isEqualTo("Traceback (most recent call last):\n"
                        + "  File \"<stdin>\", line 4, in g\n"
                        + "  File \"<stdin>\", line 2, in f\n"
                        + "ValueError: bad\nvalue 7");
    }

    @Test
    void anExceptionOfJavaIsCaughtInPython() {
        python.exec("try:", "    host.fail(3)", "except RuntimeError as e:", "    print(e)");

        assertThat(python.printed()).isEqualTo("java.io.IOException: disk 3\n");
    }

    @Test
    void anExceptionOfJavaThatPythonDoesNotCatchComesOutAsTheCause() {
        python.exec("def f():", "    host.fail(4)");

        PythonException e = thrownBy(() -> python.function("f").call());

        assertThat(e.type()).isEqualTo("RuntimeError");
        assertThat(e).hasRootCauseInstanceOf(IOException.class).hasRootCauseMessage("disk 4");
        assertThat(e.traceback()).contains("line 2, in f").doesNotContain("__iter__");
    }

    @Test
    void theHostRaisesBuiltInAndOtherTypes() {
        python.exec(
                "try: host.raise_('KeyError', 'k') if False else getattr(host, 'raise')('KeyError', 'k')",
                "except KeyError as e: print('key', e)",
                "try: getattr(host, 'raise')('BoardError', 'off')",
                "except Exception as e: print(type(e).__name__, e)");

        assertThat(python.printed()).isEqualTo("key k\nBoardError off\n");
    }

    @Test
    void anExceptionPassesTheHostAsTheSameObject() {
        python.exec(
                "class Own(Exception): pass",
                "first = Own('mine')",
                "def f(): raise first",
                "def g():",
                "    try: host.call(f)",
                "    except Own as e: return e is first");

        assertThat(python.function("g").call()).isEqualTo(true);
    }

    @Test
    void exceptionsPassManyBorders() {
        python.exec("def down(n):", "    if n == 0: host.fail(0)", "    host.call(lambda: down(n - 1))");

        PythonException e = thrownBy(() -> python.function("down").call(6));

        assertThat(e.type()).isEqualTo("RuntimeError");
        assertThat(e.pythonMessage()).isEqualTo("java.io.IOException: disk 0");
        assertThat(e).hasRootCauseInstanceOf(IOException.class);
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
    }

    @Test
    void finallyRunsWhenTheHostRaises() {
        assertThatThrownBy(() -> python.exec("try:", "    host.fail(1)", "finally:", "    print('cleaned')"))
                .isInstanceOf(PythonException.class);

        assertThat(python.printed()).isEqualTo("cleaned\n");
    }

    @Test
    void functionsOfTheHostCanOnlyBeCalled() {
        assertThat(thrownBy(() -> python.eval("host.fail.name")).type()).isEqualTo("AttributeError");
        assertThat(thrownBy(() -> python.eval("host.fail[0]")).type()).isEqualTo("TypeError");
        assertThat(thrownBy(() -> python.eval("list(host.fail)")).type()).isEqualTo("TypeError");
        assertThat(thrownBy(() -> python.exec("import js", "js.x = 1")).type()).isEqualTo("AttributeError");
    }

    @Test
    void aThousandFailuresLeaveNothingBehind() {
        python.exec("def f():", "    try: host.fail([1, 2, 3])", "    except RuntimeError: return 2 ** 40");
        PythonObject f = python.function("f");
        for (int i = 0; i < 1_000; i++) {
            f.call();
        }
        int before = python.interpreter().memoryBytes();

        for (int i = 0; i < 1_000; i++) {
            assertThat(f.call()).isEqualTo(1L << 40);
        }

        assertThat(python.interpreter().memoryBytes()).isEqualTo(before);
    }
}
