package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {

    private static Python python;
    private static PythonObject same;
    private static PythonObject repr;

    @BeforeAll
    static void start() {
        python = new Python();
        python.module("host", Map.of("same", (a, n) -> a[0]));
        python.exec("import host", "def same(x): return host.same(x)");
        same = python.function("same");
        repr = python.function("repr");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    static Stream<Object> values() {
        return Stream.of(
                true,
                false,
                0L,
                -1L,
                (1L << 30) - 1,
                1L << 30,
                -(1L << 30) - 1,
                (long) Integer.MAX_VALUE,
                (long) Integer.MIN_VALUE,
                1L << 31,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                BigInteger.ONE.shiftLeft(63),
                BigInteger.TEN.pow(300),
                BigInteger.TEN.pow(300).negate(),
                0.0,
                -0.0,
                1.5e300,
                Double.MIN_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NaN,
                "",
                "text",
                "zero \0 inside",
                "ä€\uD83D\uDE00",
                List.of(),
                List.of(1L, List.of(2L, List.of()), "x"),
                PythonTuple.of(),
                PythonTuple.of(1L, null, "x"),
                IntStream.range(0, 1_000).mapToObj(i -> (long) i).toList(),
                new PythonTuple(IntStream.range(0, 1_000)
                        .mapToObj(i -> (Object) (long) i)
                        .toList()),
                Map.of(),
                Map.of("a", 1L, 2L, List.of("b")));
    }

    /** Into Python, out to the host, back in as its result, and out again. */
    @ParameterizedTest
    @MethodSource("values")
    void everyValueComesBackAsItWas(Object value) {
        assertThat(same.call(value)).isEqualTo(value);
    }

    @Test
    void noneIsNull() {
        assertThat(same.call((Object) null)).isNull();
        assertThat(same.call(Arrays.asList(1L, null))).isEqualTo(Arrays.asList(1L, null));
    }

    @Test
    void bytesKeepEachByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat((byte[]) same.call((Object) all)).isEqualTo(all);
        assertThat((byte[]) same.call((Object) new byte[0])).isEmpty();
        assertThat((byte[]) python.eval("bytes(range(200, 256))")).isEqualTo(Arrays.copyOfRange(all, 200, 256));
    }

    @Test
    void pythonSeesItsOwnTypes() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("k", null);

        assertThat(repr.call(List.of(1, true, 2.5f, "s", (short) 3, PythonTuple.of(4))))
                .isEqualTo("[1, True, 2.5, 's', 3, (4,)]");
        assertThat(repr.call(map)).isEqualTo("{'k': None}");
        assertThat(repr.call(BigInteger.valueOf(7))).isEqualTo("7");
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void integersOfAnySizeAreExact(int seed) {
        Random random = new Random(seed);
        BigInteger a =
                new BigInteger(random.nextInt(400), random).subtract(new BigInteger(random.nextInt(400), random));
        BigInteger b = new BigInteger(random.nextInt(70), random).subtract(new BigInteger(random.nextInt(70), random));

        assertThat(number(python.eval(a + " * " + b + " - 1")))
                .isEqualTo(a.multiply(b).subtract(BigInteger.ONE));
        assertThat(number(same.call(a))).isEqualTo(a);
        assertThat(repr.call(a)).isEqualTo(a.toString());
    }

    private static BigInteger number(Object value) {
        return value instanceof Long small ? BigInteger.valueOf(small) : (BigInteger) value;
    }

    @Test
    void textThatIsNoUnicodeIsRefused() {
        assertThatThrownBy(() -> same.call("\uD800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unpaired surrogate U+D800");
        // A byte of text that was no UTF-8, as Value.Str keeps it: Python's own check refuses it.
        assertThatThrownBy(() -> same.call("\uDC80"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("UnicodeError"));
    }

    @Test
    void whatPythonHasNoObjectForIsRefusedByItsClass() {
        assertThatThrownBy(() -> same.call(new StringBuilder().getClass()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no Python object stands for an object of class java.lang.Class");
        assertThatThrownBy(() -> same.call(List.of(1L, List.of(BigDecimal.ONE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.math.BigDecimal");
        assertThat(same.call(1L)).isEqualTo(1L);
    }

    @Test
    void whatHasNoFormInJavaIsHeldAndGoesInAgain() {
        python.exec("class Point:", "    def __init__(self, x): self.x = x");

        PythonObject point = (PythonObject) python.eval("Point(5)");

        assertThat(point.isCallable()).isFalse();
        assertThat(point.attribute("x")).isEqualTo(5L);
        assertThat(python.function("isinstance").call(point, python.eval("Point")))
                .isEqualTo(true);
        assertThatThrownBy(() -> point.attribute("y"))
                .isInstanceOfSatisfying(
                        PythonException.class, e -> assertThat(e.type()).isEqualTo("AttributeError"));
    }

    @Test
    void aFunctionOfTheHostComesBackAsItself() {
        HostFunction function = (arguments, named) -> "called";

        assertThat(same.call(function)).isSameAs(function);
        assertThat(python.function("callable").call(function)).isEqualTo(true);
    }

    @Test
    void aListInsideOfItselfIsRefused() {
        python.exec("loop = []", "loop.append(loop)");

        assertThatThrownBy(() -> python.eval("loop"))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("nested deeper than 100");
        assertThat(python.eval("1 + 1")).isEqualTo(2L);
    }
}
