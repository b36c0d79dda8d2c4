package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.ModuleException;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/** Values cross the table exactly as they are, and odd use of it is harmless (native C-9, C-10). */
abstract class ValuesContract extends BackendContract {

    static Stream<Value> exactValues() {
        Value everything = Value.paren(
                Value.NONE,
                integer(-1),
                new Value.Real(-0.0),
                string("a\0b"),
                new Value.Symbol("alu/add"),
                Value.bracket(Value.brace(Value.paren(), integer(2)), new Value.Some(new Value.Symbol("x"))));
        return Stream.of(
                Value.NONE,
                integer(Long.MIN_VALUE),
                integer(Long.MAX_VALUE),
                new Value.Real(Double.NaN),
                new Value.Real(Double.NEGATIVE_INFINITY),
                new Value.Real(1e-320),
                new Value.Real(0.1 + 0.2),
                string(""),
                string("line\n\"quoted\" \\ \u00e4\u20ac\ud83d\ude00"),
                string("embedded\0NUL\0"),
                Value.Str.ofBytes(new byte[] {(byte) 0xff, 0, (byte) 0xc3, 'x'}),
                new Value.Symbol("5(6"),
                new Value.Symbol(
                        Value.Str.ofBytes(new byte[] {(byte) 0xff, 'x'}).text()),
                Value.paren(),
                Value.bracket(),
                Value.brace(),
                everything,
                new Value.Some(everything),
                new Value.Error(everything),
                new Value.Datum(everything),
                new Value.Aberrant(everything),
                Value.ints(1, 2, 3),
                Value.reals(0.5, Double.NaN));
    }

    @ParameterizedTest
    @MethodSource("exactValues")
    void aValueThatIsReadAndMadeAgainIsEqual(Value value) throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(call(abi, "rebuilt", value)).isEqualTo(value);
        assertThat(call(abi, "first", value)).isEqualTo(value);
    }

    @Test
    void addAddsAndWrapsAround() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(callInt(abi, "add", integer(2), integer(3))).isEqualTo(5);
        assertThat(callInt(abi, "add", integer(Long.MAX_VALUE), integer(1))).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void noOddUseOfTheTableDoesHarm() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(call(abi, "oddities")).isEqualTo(Value.bracket());
        assertThat(detail(abi, "stale-handles")).isPositive();
    }

    @Test
    void aNullResultIsNoneAndAMissingArgumentToo() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(call(abi, "nothing")).isEqualTo(Value.NONE);
        assertThat(call(abi, "first")).isEqualTo(Value.NONE);
    }

    @Test
    void aStringThroughPlainCharsEndsAtItsFirstNul() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(call(abi, "string_copy", string("before\0behind"))).isEqualTo(string("before"));
        assertThat(call(abi, "string_copy", string("h\u00e9"))).isEqualTo(string("h\u00e9"));
    }

    @Test
    void wrappersAreMadeAndRead() throws ModuleException {
        ModuleInstance abi = open(abi());
        Value list = Value.bracket(integer(1));
        assertThat(call(abi, "wrap_error", list)).isEqualTo(new Value.Error(list));
        assertThat(call(abi, "wrap_some", list)).isEqualTo(new Value.Some(list));
        assertThat(call(abi, "wrap_datum", list)).isEqualTo(new Value.Datum(list));
        assertThat(callInt(abi, "has_value", new Value.Some(list))).isEqualTo(1);
        assertThat(callInt(abi, "has_value", new Value.Some(Value.NONE))).isZero();
    }

    @Test
    void wholeArraysCrossWithoutACallPerElement() throws ModuleException {
        ModuleInstance abi = open(abi());
        long[] ints = LongStream.range(0, 1_000_000).toArray();
        assertThat(call(abi, "ints_copy", Value.ints(ints))).isEqualTo(Value.ints(ints));
        assertThat(call(abi, "ints_copy", Value.paren(integer(4), integer(5)))).isEqualTo(Value.ints(4, 5));
        assertThat(call(abi, "ints_copy", Value.bracket(integer(4), string("5"))))
                .isEqualTo(Value.NONE);
        assertThat(call(abi, "reals_copy", Value.reals(0.5, -0.0))).isEqualTo(Value.reals(0.5, -0.0));
        assertThat(call(abi, "reals_copy", Value.ints(1))).isEqualTo(Value.NONE);
    }

    @Test
    void aListOfAMillionElementsCrossesBothWays() throws ModuleException {
        ModuleInstance abi = open(abi());
        Value made = call(abi, "created_long_list", integer(1_000_000));
        assertThat(((Value.ListValue) made).elements()).hasSize(1_000_000).endsWith(integer(999_999));
        assertThat(callInt(abi, "sum_by_element", made)).isEqualTo(499_999_500_000L);
    }

    @Test
    void aStringOf64MebibytesCrossesBothWays() throws ModuleException {
        ModuleInstance abi = open(abi());
        byte[] bytes = new byte[64 << 20];
        Arrays.fill(bytes, (byte) 'k');
        Value text = string(new String(bytes, StandardCharsets.US_ASCII));
        assertThat(callInt(abi, "length", text)).isEqualTo(64 << 20);
        assertThat(call(abi, "rebuilt", text).equals(text))
                .as("the same 64 MiB")
                .isTrue();
    }

    @Test
    void aNestingOfAThousandListsIsKept() throws ModuleException {
        ModuleInstance abi = open(abi());
        Value nested = integer(1);
        for (int i = 0; i < 1000; i++) {
            nested = new Value.ListValue(i % 2 == 0 ? ListKind.PAREN : ListKind.BRACE, List.of(nested, integer(i)));
        }
        // As text: equals of nested values takes the thread's stack, the printer does not.
        assertThat(call(abi, "rebuilt", nested)).hasToString(nested.toString());
    }

    @Test
    void theListOfArgumentsIsAParenList() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(call(abi, "arguments", integer(1), string("x"))).isEqualTo(Value.paren(integer(1), string("x")));
        assertThat(call(abi, "arguments")).isEqualTo(Value.paren());
    }
}
