package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

class InterpreterTest {

    private final Python python = new Python();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void aProgramRunsAndPrints() {
        python.exec("for i in range(3):", "    print('line', i)");

        assertThat(python.printed()).isEqualTo("line 0\nline 1\nline 2\n");
    }

    @Test
    void whatAProgramDefinesStays() {
        python.exec("def fib(n):", "    return n if n < 2 else fib(n - 1) + fib(n - 2)");

        assertThat(python.eval("fib(15)")).isEqualTo(610L);
        assertThat(python.function("fib").call(20)).isEqualTo(6765L);
    }

    @Test
    void stringsAreBuiltAndTakenApart() {
        python.exec(
                "def strings(n):",
                "    parts = []",
                "    for i in range(n):",
                "        parts.append('%d:%s' % (i, chr(65 + i % 26) * (i % 5)))",
                "    text = ','.join(parts)",
                "    return text.upper().lower().replace('a', 'A').count('A'), len(text.split(',')), text[-6:]");

        assertThat(python.function("strings").call(2_000)).isEqualTo(strings(2_000));
    }

    /** The same in Java. */
    private static PythonTuple strings(int n) {
        String text = IntStream.range(0, n)
                .mapToObj(i -> i + ":" + String.valueOf((char) (65 + i % 26)).repeat(i % 5))
                .collect(Collectors.joining(","));
        long count = text.chars().filter(c -> c == 'A').count();
        return PythonTuple.of(count, (long) text.split(",").length, text.substring(text.length() - 6));
    }

    @Test
    void everyRareStatementWorks() {
        // What the build has moved out of the loop: with, finally, yield from, closures, slices, unpacking, deletion,
        // raise from.
        python.exec(
                "class Log:",
                "    def __init__(self): self.lines = []",
                "    def __enter__(self): self.lines.append('in'); return self",
                "    def __exit__(self, *e): self.lines.append('out'); return e[0] is KeyError",
                "def inner(n):",
                "    got = yield n",
                "    return got",
                "def outer():",
                "    got = yield from inner(1)",
                "    yield got * 2",
                "def rare():",
                "    result = []",
                "    with Log() as log:",
                "        raise KeyError('x')",
                "    result.append(tuple(log.lines))",
                "    for i in range(5):",
                "        try:",
                "            if i == 1: continue",
                "            if i == 3: break",
                "            result.append(i)",
                "        finally:",
                "            result.append(-i)",
                "    g = outer()",
                "    result.append((next(g), g.send(21)))",
                "    first, *rest = [1, 2, 3]",
                "    result.append(rest[::-1])",
                "    count = 0",
                "    def add(by=2, *more, **named):",
                "        nonlocal count",
                "        count += by + sum(more) + len(named)",
                "    add(); add(*[1, 2], **{'a': 1})",
                "    result.append(count)",
                "    x = 1; del x",
                "    try: x",
                "    except NameError: result.append('gone')",
                "    try:",
                "        try: 1 // 0",
                "        except ZeroDivisionError as e: raise ValueError('v') from e",
                "    except ValueError as e: result.append(str(e))",
                "    result.append({k: v for k, v in zip('ab', (1, 2))} == {'a': 1, 'b': 2})",
                "    from math import floor as down",
                "    result.append(down(2.7))",
                "    return result");

        assertThat(python.function("rare").call())
                .isEqualTo(List.of(
                        PythonTuple.of("in", "out"),
                        0L,
                        0L,
                        -1L,
                        2L,
                        -2L,
                        -3L,
                        PythonTuple.of(1L, 42L),
                        List.of(3L, 2L),
                        6L,
                        "gone",
                        "v",
                        true,
                        2L));
    }

    @Test
    void anErrorOfSyntaxIsReportedWithItsLine() {
        assertThatThrownBy(() -> python.exec("x = 1", "y = = 2")).isInstanceOfSatisfying(PythonException.class, e -> {
            assertThat(e.type()).isEqualTo("SyntaxError");
            assertThat(e.traceback()).contains("line 2");
        });
    }

    @Test
    void twoInterpretersShareNothing() {
        try (Interpreter other = python.fresh()) {
            python.exec("x = 1");

            assertThatThrownBy(() -> other.evaluate("x"))
                    .isInstanceOf(PythonException.class)
                    .hasMessageContaining("NameError");
            PythonObject foreign = python.function("print");
            PythonObject own = (PythonObject) other.evaluate("print");
            assertThatThrownBy(() -> own.call(python.eval("iter(())")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another Python interpreter");
            assertThat(own.call(foreign)).isNull();
            assertThat(other.evaluate("1 + 1")).isEqualTo(2L);
        }
    }

    @Test
    void twoHundredInterpretersStandSideBySide() {
        List<Interpreter> all =
                IntStream.range(0, 200).mapToObj(i -> python.fresh()).toList();
        try {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).exec("x = " + i);
            }
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).evaluate("x * 2")).isEqualTo(2L * i);
                assertThat(all.get(i).memoryBytes()).isLessThan(1_500_000);
            }
        } finally {
            all.forEach(Interpreter::close);
        }
    }

    @Test
    void anyThreadMayCallAndOneIsInsideAtATime() {
        python.exec("count = 0", "def up():", "    global count", "    for _ in range(100): count += 1");
        PythonObject up = python.function("up");

        CompletableFuture<?>[] calls = IntStream.range(0, 8)
                .mapToObj(i ->
                        CompletableFuture.runAsync(() -> IntStream.range(0, 20).forEach(k -> up.call())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(calls).join();

        assertThat(python.eval("count")).isEqualTo(16_000L);
    }

    @Test
    void aFunctionOfTheHostMayCallPythonAgain() {
        python.module("host", Map.of("twice", (a, n) -> ((PythonObject) a[0]).call(((PythonObject) a[0]).call(a[1]))));
        python.exec("import host");

        assertThat(python.eval("host.twice(lambda x: x * x + 1, 3)")).isEqualTo(101L);
        assertThat(python.eval("host.twice(lambda f: host.twice(lambda x: x + 1, 5) if f == 0 else f, 0)"))
                .isEqualTo(7L);
    }

    @Test
    void namedArgumentsReachTheHost() {
        python.module("host", Map.of("show", (a, n) -> a.length + " " + new java.util.TreeMap<>(n)));
        python.exec("import host");

        assertThat(python.eval("host.show(1, 2, 3, by='x', to=None)")).isEqualTo("3 {by=x, to=null}");
        assertThat(python.eval("host.show(by=1)")).isEqualTo("0 {by=1}");
    }

    @Test
    void aClosedInterpreterSaysSo() {
        python.interpreter().close();

        assertThatThrownBy(() -> python.eval("1")).isInstanceOfSatisfying(InterpreterException.class, e -> {
            assertThat(e.reason()).isEqualTo(InterpreterException.Reason.CLOSED);
            assertThat(e.isLost()).isTrue();
        });
    }

    @Test
    void objectsThatNobodyHoldsAreReleased() {
        python.exec("class Thing: pass", "def make(): return Thing()");
        PythonObject make = python.function("make");
        int before = python.interpreter().memoryBytes();

        for (int i = 0; i < 50_000; i++) {
            ((PythonObject) make.call()).close();
        }

        // As many at once would take more than a megabyte.
        assertThat(python.interpreter().memoryBytes() - before).isLessThan(600_000);
    }

    @Test
    void listsThatTheHostReturnsInALongCallAreReleased() {
        python.module("host", Map.of("list", (a, n) -> List.of(1L, 2L, 3L)));
        python.exec("import host", "def many(n):", "    for i in range(n):", "        x = host.list()", "    return x");

        assertThat(python.function("many").call(20_000)).isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void furtherInterpretersGoOnFromTheStartOfTheFirstAndShareNothing() throws Exception {
        Python fresh = new Python(MicroPythonImage.load(), InterpreterLimits.DEFAULT);
        Python copy = new Python(fresh.image(), InterpreterLimits.DEFAULT.withHeapBytes(1 << 18));
        for (Python each : List.of(fresh, copy)) {
            assertThat(each.interpreter().memoryBytes())
                    .isEqualTo(fresh.interpreter().memoryBytes());
            each.module("alu", Map.of("add", (a, n) -> (Long) a[0] + (Long) a[1]));
            each.exec("import alu, sys", "x = [i * i for i in range(100)]", "y = alu.add(2 ** 40, len(x))");
            assertThat(each.eval("y")).isEqualTo((1L << 40) + 100);
            assertThat(each.eval("sys.path")).isEqualTo(List.of("/kernos/lib", ".frozen", "/lib", "/native"));
        }

        fresh.exec("x.append(5)", "import builtins", "builtins.z = 1", "env['a'] = 1");

        assertThat(copy.eval("len(x)")).isEqualTo(100L);
        assertThat(copy.eval("env")).isEqualTo(Map.of());
        assertThatThrownBy(() -> copy.eval("z")).hasMessageContaining("NameError");
        copy.close();
        assertThat(fresh.eval("len(x)")).isEqualTo(101L);
        fresh.close();
    }

    @Test
    void twoHundredInterpretersSideBySideAnswer() {
        List<Python> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Python each = new Python();
            each.exec("def f(n): return n + " + i);
            all.add(each);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(all.get(i).function("f").call(1)).isEqualTo(i + 1L);
        }
        all.forEach(Python::close);
    }
}
