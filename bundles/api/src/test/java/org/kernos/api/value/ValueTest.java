package org.kernos.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTest {

    private static Value.Symbol symbol(String name) {
        return new Value.Symbol(name);
    }

    @Test
    void listsArePrintedWithTheirBracketsAndOneBlankBetweenElements() {
        assertThat(Value.paren(symbol("add"), new Value.Int(1), new Value.Int(-2)))
                .hasToString("(add 1 -2)");
        assertThat(Value.bracket()).hasToString("[]");
        assertThat(Value.brace(Value.paren(), Value.bracket(Value.brace()))).hasToString("{() [{}]}");
        assertThat(Value.paren(new Value.Str(""), new Value.Str(""))).hasToString("(\"\" \"\")");
        assertThat(Value.ints(1, 2)).hasToString("[1 2]");
        assertThat(Value.reals(1, 0.5)).hasToString("[1.0 0.5]");
    }

    @Test
    void prefixesArePrintedBeforeWhatTheyWrap() {
        Value stacked = new Value.Some(new Value.Datum(new Value.Error(new Value.Aberrant(symbol("a")))));

        assertThat(stacked).hasToString("'#@?a");
        assertThat(new Value.Datum(Value.paren(symbol("load"), new Value.Str("alu"))))
                .hasToString("#(load \"alu\")");
    }

    @Test
    void realsArePrintedInTheShortestFormThatIsStillAReal() {
        assertThat(new Value.Real(1)).hasToString("1.0");
        assertThat(new Value.Real(-0.0)).hasToString("-0.0");
        assertThat(new Value.Real(1e20)).hasToString("1.0E20");
        assertThat(new Value.Real(Double.MIN_VALUE)).hasToString("4.9E-324");
    }

    @Test
    void stringsArePrintedEscaped() {
        assertThat(new Value.Str("a\"b\\c\nd\te\rf\0;é")).hasToString("\"a\\\"b\\\\c\\nd\\te\\rf\\0;é\"");
    }

    @Test
    void noneIsPrintedAsAnEmptyParenList() {
        assertThat(Value.paren(Value.NONE)).hasToString("(())");
    }

    @Test
    void deepNestingIsPrintedWithoutTheThreadsStack() {
        Value value = Value.paren();
        for (int i = 0; i < 100_000; i++) {
            value = i % 2 == 0 ? new Value.Some(value) : Value.bracket(value);
        }

        assertThat(value.toString()).hasSize(2 + 50_000 + 100_000);
    }

    @Test
    void javaObjectsHaveTheValueThatTheyStandFor() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", List.of(2.5f, true));

        assertThat(Value.of(null)).isEqualTo(Value.NONE);
        assertThat(Value.of(symbol("x"))).isEqualTo(symbol("x"));
        assertThat(Value.of((byte) 5)).isEqualTo(new Value.Int(5));
        assertThat(Value.of((short) 5)).isEqualTo(new Value.Int(5));
        assertThat(Value.of(5)).isEqualTo(new Value.Int(5));
        assertThat(Value.of(5L)).isEqualTo(new Value.Int(5));
        assertThat(Value.of(5.5)).isEqualTo(new Value.Real(5.5));
        assertThat(Value.of(false)).isEqualTo(new Value.Int(0));
        assertThat(Value.of('c')).isEqualTo(new Value.Str("c"));
        assertThat(Value.of(CharBuffer.wrap("text"))).isEqualTo(new Value.Str("text"));
        assertThat(Value.of(new byte[] {'a', (byte) 0xFF})).isEqualTo(new Value.Str("a\uDCFF"));
        assertThat(Value.of(new long[] {1})).isEqualTo(Value.bracket(new Value.Int(1)));
        assertThat(Value.of(new double[] {1})).isEqualTo(Value.bracket(new Value.Real(1)));
        assertThat(Value.of(map)).hasToString("{[\"a\" 1] [\"b\" [2.5 1]]}");
    }

    @Test
    void otherObjectsAreRefusedByTheirClass() {
        assertThatThrownBy(() -> Value.of(BigInteger.ONE)).hasMessageContaining("java.math.BigInteger");
        assertThatThrownBy(() -> Value.of(new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class [I");
    }

    @Test
    void numberArraysAreCopiedBothWays() {
        long[] numbers = {1, 2};
        Value.ListValue list = Value.ints(numbers);
        numbers[0] = 9;

        long[] first = NumberList.toLongs(list.elements()).orElseThrow();
        first[1] = 9;

        assertThat(list).isEqualTo(Value.bracket(new Value.Int(1), new Value.Int(2)));
        assertThat(Value.bracket(new Value.Int(1), new Value.Int(2)))
                .isEqualTo(list)
                .hasSameHashCodeAs(list);
        assertThat(NumberList.toDoubles(list.elements())).isEmpty();
        assertThat(NumberList.toDoubles(Value.reals(1.5).elements()).orElseThrow())
                .containsExactly(1.5);
        assertThat(NumberList.toLongs(List.of(new Value.Int(1), symbol("a")))).isEmpty();
    }

    @Test
    void numbersArePutAsTheyAreInTheBuffersOrder() {
        ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        ((NumberList) Value.ints(-2, 258).elements()).putInto(buffer);
        assertThat(buffer.getLong(0)).isEqualTo(-2);
        assertThat(buffer.get(8)).isEqualTo((byte) 2);
        ((NumberList) Value.reals(0.5).elements()).putInto(buffer.position(8));
        assertThat(buffer.getDouble(8)).isEqualTo(0.5);
        assertThatThrownBy(() -> ((NumberList) Value.ints(1, 2).elements()).putInto(buffer))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void valuesThatAreNestedDeeplyCompareWithoutOverflowingTheStack() {
        Value left = new Value.Int(1);
        Value right = new Value.Int(1);
        Value other = new Value.Int(2);
        for (int i = 0; i < 50_000; i++) {
            left = i % 2 == 0 ? new Value.Some(left) : Value.bracket(left, Value.NONE);
            right = i % 2 == 0 ? new Value.Some(right) : Value.bracket(right, Value.NONE);
            other = i % 2 == 0 ? new Value.Some(other) : Value.bracket(other, Value.NONE);
        }
        assertThat(left.equals(right)).isTrue();
        assertThat(left.hashCode()).isEqualTo(right.hashCode());
        assertThat(left.equals(other)).isFalse();
    }

    @Test
    void aListOfNumbersEqualsTheSameListMadeOfValues() {
        assertThat(Value.ints(1, 2)).isEqualTo(Value.bracket(new Value.Int(1), new Value.Int(2)));
        assertThat(Value.ints(1, 2)).hasSameHashCodeAs(Value.bracket(new Value.Int(1), new Value.Int(2)));
        assertThat(Value.ints(1)).isNotEqualTo(Value.reals(1)).isNotEqualTo(Value.paren(new Value.Int(1)));
    }
}
