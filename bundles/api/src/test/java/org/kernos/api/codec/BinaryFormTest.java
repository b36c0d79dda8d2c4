package org.kernos.api.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** The bytes stand here as numbers, so that a change of the form cannot pass unseen: others hold bytes of this form. */
class BinaryFormTest {

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Value.Symbol symbol(String name) {
        return new Value.Symbol(name);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("a1 00", Value.NONE),
                Arguments.of("a1 09 00", new Value.Int(0)),
                Arguments.of("a1 09 01", new Value.Int(-1)),
                Arguments.of("a1 09 7f", new Value.Int(-64)),
                Arguments.of("a1 09 80 01", new Value.Int(64)),
                Arguments.of("a1 09 fe ff ff ff ff ff ff ff ff 01", new Value.Int(Long.MAX_VALUE)),
                Arguments.of("a1 09 ff ff ff ff ff ff ff ff ff 01", new Value.Int(Long.MIN_VALUE)),
                Arguments.of("a1 0a 80 00 00 00 00 00 00 00", new Value.Real(-0.0)),
                Arguments.of("a1 0a 3f f8 00 00 00 00 00 00", new Value.Real(1.5)),
                Arguments.of("a1 05 00", new Value.Str("")),
                Arguments.of("a1 05 08 61 00 c3 a9", new Value.Str("a\0é")),
                Arguments.of("a1 05 02 ff", new Value.Str("\uDCFF")),
                Arguments.of("a1 05 03 d8 00", new Value.Str("\uD800")),
                Arguments.of("a1 05 05 dc c3 dc a9", new Value.Str("\uDCC3\uDCA9")),
                Arguments.of("a1 07 06 61 64 64", symbol("add")),
                Arguments.of("a1 07 03 dc 00", symbol("\uDC00")),
                Arguments.of("a1 01 00", new Value.Some(Value.NONE)),
                Arguments.of("a1 0c 00", new Value.Error(Value.NONE)),
                Arguments.of("a1 0d 00", new Value.Datum(Value.NONE)),
                Arguments.of("a1 0e 00", new Value.Aberrant(Value.NONE)),
                Arguments.of("a1 02 00", Value.paren()),
                Arguments.of("a1 0b 00", Value.ints()),
                Arguments.of("a1 04 02 00 09 02", Value.brace(Value.NONE, new Value.Int(1))),
                Arguments.of("a1 1b 03 00 01 02", Value.ints(0, -1, 1)),
                Arguments.of("a1 12 01 80 01", Value.paren(new Value.Int(64))),
                Arguments.of("a1 14 01 00", Value.brace(new Value.Int(0))),
                Arguments.of("a1 2b 01 3f f0 00 00 00 00 00 00", Value.reals(1)),
                Arguments.of("a1 22 01 7f f0 00 00 00 00 00 00", Value.paren(new Value.Real(Double.POSITIVE_INFINITY))),
                Arguments.of(
                        "a1 24 01 00 00 00 00 00 00 00 00",
                        new Value.ListValue(ListKind.BRACE, List.of(new Value.Real(0)))));
    }

    @ParameterizedTest
    @MethodSource
    void values(String hex, Value value) {
        assertThat(Codec.BINARY.write(value)).isEqualTo(bytes(hex));
        assertThat(Codec.BINARY.readValue(bytes(hex))).isEqualTo(value);
    }

    @Test
    void signatures() {
        Signature signature = new Signature(
                List.of(
                        new Parameter(
                                "f", new TypeSpec.Fn(List.of(new TypeSpec.Exact(ValueType.INT)), TypeSpec.ANY), false),
                        new Parameter("rest", new TypeSpec.Exact(ValueType.REAL), true)),
                new TypeSpec.Exact(ValueType.BRACKET_LIST));
        byte[] bytes = bytes("b1 02  02 66 7e 01 09 7f  08 72 65 73 74 0a  01  0b");

        assertThat(Codec.BINARY.write(signature)).isEqualTo(bytes);
        assertThat(Codec.BINARY.readSignature(bytes)).isEqualTo(signature);
    }

    @Test
    void problems() {
        Problem full = new Problem(
                ProblemCode.ARGUMENT_TYPE,
                "m",
                Optional.of(new Place("f", 2, 31)),
                List.of("s", "t"),
                Optional.of("x"));
        byte[] bytes = bytes("c1 92 03  02 6d  03  02 66 04 3e  02 02 73 02 74  02 78");

        assertThat(Codec.BINARY.write(full)).isEqualTo(bytes);
        assertThat(Codec.BINARY.readProblem(bytes)).isEqualTo(full);
        assertThat(Codec.BINARY.write(Problem.of(ProblemCode.UNKNOWN_TYPE, ""))).isEqualTo(bytes("c1 65 00 00 00"));
    }

    private static void assertRefused(Function<byte[], ?> reader, String hex, String message) {
        assertThatThrownBy(() -> reader.apply(bytes(hex))).isInstanceOfSatisfying(CodecException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.ENCODING);
            assertThat(e.problem().message()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | the form breaks off after byte 0",
                "a1                     | the form breaks off after byte 1",
                "a2 00                  | byte 1: 0xA2, expected 0xA1, with which a value begins",
                "b1 00 00 7f            | byte 1: 0xB1, expected 0xA1, with which a value begins",
                "a1 00 00               | the form is complete at byte 2, but there are 3",
                "a1 03                  | byte 2: type code 3 is none, expected one of those in docs/formats/values.md",
                "a1 06                  | byte 2: type code 6 is none, expected one of those in docs/formats/values.md",
                "a1 19                  | byte 2: type code 25 is none, expected one of those in docs/formats/values.md",
                "a1 32                  | byte 2: type code 50 is none, expected one of those in docs/formats/values.md",
                "a1 ff                  | byte 2: type code 255 is none, expected one of those in docs/formats/values.md",
                "a1 08                  | byte 2: type code 8 is that of runes, of which there are no values",
                "a1 09 80               | the form breaks off after byte 3",
                "a1 09 80 00            | byte 4: the number has a needless last byte 0",
                "a1 09 ff ff ff ff ff ff ff ff ff 02 | byte 12: the number has more than 64 bits",
                "a1 09 ff ff ff ff ff ff ff ff ff 81 | byte 12: the number has more than 64 bits",
                "a1 0a 00 00            | the form breaks off after byte 4",
                "a1 05 04 61            | byte 3: a length of 2, bytes left: 1",
                "a1 05 05 d8 00 d8      | byte 3: a length of 2, bytes left: 3",
                "a1 05 03 00 61         | byte 5: UTF-16 units that end here have a form in bytes, expected that",
                "a1 05 ff ff ff ff ff ff ff ff ff 01 | byte 12: a length of 9223372036854775807, bytes left: 0",
                "a1 02 ff ff ff ff 07   | byte 7: a length of 2147483647, bytes left: 0",
                "a1 1b ff ff ff ff 07   | byte 7: a length of 2147483647, bytes left: 0",
                "a1 0b ff ff ff ff ff ff ff ff ff 01 | byte 12: a length of 18446744073709551615, bytes left: 0",
                "a1 2b 02 00 00 00 00 00 00 00 00 00 | byte 3: a length of 2, bytes left: 9",
                "a1 1b 00               | byte 3: an empty list in the form for numbers, expected the general one",
                "a1 0b 01 09 00         | byte 5: a list that ends here has only numbers of one type, expected the form for those",
                "a1 0b 02 00            | byte 3: a length of 2, bytes left: 1",
                "a1 0b 02 01 00         | the form breaks off after byte 5",
                "a1 01                  | the form breaks off after byte 2"
            })
    void bytesThatAreNoValueAreRefused(String hex, String message) {
        assertRefused(Codec.BINARY::readValue, hex, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a1 00            | byte 1: 0xA1, expected 0xB1, with which a signature begins",
                "b1 02 00 7f      | byte 2: a length of 2, bytes left: 2",
                "b1 00 01 7f      | byte 3: 1, expected 1 when the last of the 0 parameters is variadic, else 0",
                "b1 01 00 7f 02 7f | byte 5: 2, expected 1 when the last of the 1 parameters is variadic, else 0",
                "b1 00 00 03      | byte 4: type code 3 is none in signatures",
                "b1 00 00 7e 05   | byte 5: a length of 5, bytes left: 0",
                "b1 00 00 7f 00   | the form is complete at byte 4, but there are 5"
            })
    void bytesThatAreNoSignatureAreRefused(String hex, String message) {
        assertRefused(Codec.BINARY::readSignature, hex, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b1 00            | byte 1: 0xB1, expected 0xC1, with which a problem begins",
                "c1 65 00 04 00   | byte 4: flags 4, expected a sum of 1 and 2",
                "c1 65 00 01 00 80 80 80 80 10 00 00 | byte 10: 2147483648, expected a number of 32 bits",
                "c1 01 06 61 1b 62 00 00 | problem number 1 is not known to this version; its message is 'a?b'",
                "c1 65 00 00 00 00 | the form is complete at byte 5, but there are 6"
            })
    void bytesThatAreNoProblemAreRefused(String hex, String message) {
        assertRefused(Codec.BINARY::readProblem, hex, message);
    }

    @Test
    void listsThatClaimTheRestOfTheInputAtEveryLevelTakeNoMemoryForIt() {
        byte[] bytes = new byte[8_000_000];
        bytes[0] = (byte) BinaryCodes.VALUE;
        for (int i = 0; i < 511; i++) {
            System.arraycopy(bytes("02 80 92 f4 01"), 0, bytes, 1 + 5 * i, 5);
        }

        // 511 levels of 4,000,000 places would be 8 GB. The innermost list is full at 4,000,000; its parents lack
        // elements.
        assertRefused(
                Codec.BINARY::readValue, HexFormat.of().formatHex(bytes), "the form breaks off after byte 8000000");
    }
}
