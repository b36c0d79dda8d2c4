package org.kernos.sxs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;

class SlpValueReaderTest {

    private static final String[] SYMBOLS = {
        "a",
        "-",
        ":int",
        "$error",
        "alu/add",
        "été",
        "0x10",
        "1/2",
        "empty?",
        "a(b",
        "x\"y",
        "..",
        "<=",
        "nan",
        "\uDC80\uDCFF"
    };
    private static final double[] REALS = {
        0.0, -0.0, 1.0, 0.1, 1e15, 1e20, -1e-5, 1e-320, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MIN_NORMAL, 1.0 / 3
    };

    private static List<Value> read(String text) throws ModuleException {
        return new SlpValueReader().read("text", text);
    }

    @Test
    void allValuesOfATextAreRead() throws ModuleException {
        assertThat(read("1 ; one\n(a 2.5) \"x\""))
                .containsExactly(
                        new Value.Int(1), Value.paren(new Value.Symbol("a"), new Value.Real(2.5)), new Value.Str("x"));
        assertThat(read(" ; nothing")).isEmpty();
    }

    @Test
    void problemsNameTheText() {
        ModuleException e = catchThrowableOfType(ModuleException.class, () -> read("(a"));

        assertThat(e.problems().get(0).place().orElseThrow()).hasToString("text:1:1");
    }

    @Test
    void anUnpairedSurrogateIsAProblem() {
        ModuleException e = catchThrowableOfType(ModuleException.class, () -> read("a \uD800"));

        assertThat(e).hasMessageContaining("U+D800").hasMessageContaining("at  text");
    }

    @Test
    void noneIsPrintedAsTheEmptyParenListAndReadAsSuch() throws ModuleException {
        assertThat(read(Value.NONE.toString())).containsExactly(Value.paren());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsPrintedIsReadAsTheSameValue(long seed) throws ModuleException {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Value value = value(random, 5);

            assertThat(read(value.toString())).as("%s", value).containsExactly(value);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRealIsReadBackToTheBit(long seed) throws ModuleException {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            double real = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(real)) {
                assertThat(read(new Value.Real(real).toString())).containsExactly(new Value.Real(real));
            }
        }
    }

    private static Value value(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 11);
        return switch (kind) {
            case 0 -> new Value.Int(random.nextLong() >> random.nextInt(64));
            case 1 -> new Value.Real(REALS[random.nextInt(REALS.length)]);
            case 2 -> string(random);
            case 3 -> new Value.Symbol(SYMBOLS[random.nextInt(SYMBOLS.length)]);
            case 4 -> new Value.Some(value(random, depth - 1));
            case 5 -> new Value.Error(value(random, depth - 1));
            case 6 -> new Value.Datum(value(random, depth - 1));
            case 7 -> new Value.Aberrant(value(random, depth - 1));
            case 8 -> new Value.ListValue(ListKind.PAREN, elements(random, depth - 1));
            case 9 -> new Value.ListValue(ListKind.BRACKET, elements(random, depth - 1));
            default -> new Value.ListValue(ListKind.BRACE, elements(random, depth - 1));
        };
    }

    private static List<Value> elements(Random random, int depth) {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(value(random, depth));
        }
        return elements;
    }

    /** Bytes of every kind, many of them special in the language or in UTF-8. */
    private static Value.Str string(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        byte[] special = {'"', '\\', '\n', '\r', '\t', 0, ';', (byte) 0xC3, (byte) 0xA9, (byte) 0xED, (byte) 0xA0, 'n'};
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextBoolean() ? special[random.nextInt(special.length)] : bytes[i];
        }
        return Value.Str.ofBytes(bytes);
    }

    @Test
    void numberArraysAreReadAsEqualLists() throws ModuleException {
        assertThat(read(Value.ints(1, -2, Long.MIN_VALUE).toString()))
                .containsExactly(Value.ints(1, -2, Long.MIN_VALUE));
        assertThat(read(Value.reals(1, 2.5).toString())).containsExactly(Value.reals(1, 2.5));
    }
}
