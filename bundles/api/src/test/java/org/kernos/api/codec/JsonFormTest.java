package org.kernos.api.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

class JsonFormTest {

    private static String json(Value value) {
        return new String(Codec.JSON.write(value), StandardCharsets.UTF_8);
    }

    @Test
    void values() {
        assertThat(json(Value.NONE)).isEqualTo("null");
        assertThat(json(Value.ints(Long.MIN_VALUE, 9007199254740993L)))
                .isEqualTo("[-9223372036854775808,9007199254740993]");
        assertThat(json(Value.reals(-0.0, 1, 2e23, Double.MIN_VALUE))).isEqualTo("[-0.0,1.0,2.0E23,4.9E-324]");
        assertThat(json(Value.reals(Double.NEGATIVE_INFINITY, Double.longBitsToDouble(0x7FF8_0000_0000_0001L))))
                .isEqualTo("[{\"real\":\"-infinity\"},{\"real\":\"nan:7ff8000000000001\"}]");
        assertThat(json(new Value.Str("a\"\\\n\r\t\b\0é\u2028😀")))
                .isEqualTo("\"a\\\"\\\\\\n\\r\\t\\u0008\\u0000é\u2028😀\"");
        assertThat(json(new Value.Str("\uDCFF"))).isEqualTo("{\"bytes\":\"/w==\"}");
        assertThat(json(new Value.Str("a\uD800"))).isEqualTo("{\"units\":\"0061d800\"}");
        assertThat(json(new Value.Symbol("alu/add"))).isEqualTo("{\"symbol\":\"alu/add\"}");
        assertThat(json(new Value.Symbol("\uDCFF"))).isEqualTo("{\"symbol\":{\"bytes\":\"/w==\"}}");
        assertThat(json(new Value.Some(new Value.Error(new Value.Datum(new Value.Aberrant(Value.NONE))))))
                .isEqualTo("{\"some\":{\"error\":{\"datum\":{\"aberrant\":null}}}}");
        assertThat(json(Value.bracket(Value.paren(), Value.brace(Value.NONE, Value.bracket()))))
                .isEqualTo("[{\"list-p\":[]},{\"list-c\":[null,[]]}]");
    }

    @Test
    void signatures() {
        Signature signature = new Signature(
                List.of(
                        new Parameter("f", new TypeSpec.Fn(List.of(TypeSpec.ANY, TypeSpec.ANY), TypeSpec.ANY), false),
                        new Parameter("rest", new TypeSpec.Exact(ValueType.RUNE), true)),
                new TypeSpec.Exact(ValueType.BRACKET_LIST));
        String json = "{\"parameters\":[{\"name\":\"f\",\"type\":{\"fn\":[\":any\",\":any\"],\"returns\":\":any\"}},"
                + "{\"name\":\"rest\",\"type\":\":rune\",\"variadic\":true}],\"returns\":\":list-b\"}";

        assertThat(Codec.JSON.write(signature)).asString(StandardCharsets.UTF_8).isEqualTo(json);
    }

    @Test
    void problems() {
        Problem full = new Problem(
                ProblemCode.ARGUMENT_TYPE,
                "m",
                Optional.of(new Place("f", 2, 31)),
                List.of("s", "t"),
                Optional.of("x"));

        assertThat(Codec.JSON.write(full))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"code\":\"KERNOS-0402\",\"message\":\"m\",\"place\":{\"file\":\"f\",\"line\":2,\"column\":31},"
                                + "\"suggestions\":[\"s\",\"t\"],\"fix\":\"x\"}");
        assertThat(Codec.JSON.write(Problem.of(ProblemCode.UNKNOWN_TYPE, "")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"code\":\"KERNOS-0101\",\"message\":\"\"}");
    }

    @Test
    void keysOfProblemsAndSignaturesComeInAnyOrder() {
        assertThat(Codec.JSON.readProblem(utf8("{\"fix\":\"x\",\"message\":\"m\",\"code\":\"KERNOS-0104\"}")))
                .isEqualTo(Problem.of(ProblemCode.NAME, "m").fix("x"));
        assertThat(
                        Codec.JSON.readSignature(
                                utf8(
                                        "{\"returns\":\":any\",\"parameters\":[{\"variadic\":false,\"type\":\":int\",\"name\":\"a\"}]}")))
                .isEqualTo(new Signature(
                        List.of(new Parameter("a", new TypeSpec.Exact(ValueType.INT), false)), TypeSpec.ANY));
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(Function<byte[], ?> reader, byte[] json, String message) {
        assertThatThrownBy(() -> reader.apply(json)).isInstanceOfSatisfying(CodecException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.ENCODING);
            assertThat(e.problem().message()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``          | character 1: the JSON ends, expected a value (which null is, and true and false are not)",
                "true        | character 1: found 'true', expected a value (which null is, and true and false are not)",
                "nul         | character 1: found 'nul', expected a value (which null is, and true and false are not)",
                "1 2         | character 3: found '2', expected the end",
                "01          | character 2: found '1', expected the end",
                "-           | character 2: the JSON ends, expected a digit",
                "1.          | character 3: the JSON ends, expected a digit",
                "1e+         | character 4: the JSON ends, expected a digit",
                "+1          | character 1: found '+1', expected a value (which null is, and true and false are not)",
                "-0          | character 1: '-0' is an integer, and not 0 or the real -0.0",
                "9223372036854775808  | character 1: '9223372036854775808' is beyond the 64 bits of an integer; a real has a point",
                "-92233720368547758080 | character 1: '-92233720368547758080' is beyond the 64 bits of an integer; a real has a point",
                "1e309       | character 1: '1e309' is beyond the largest real; {\"real\": \"infinity\"} is infinity",
                "[1,]        | character 4: found ']', expected a value (which null is, and true and false are not)",
                "[1          | character 3: the JSON ends, expected ',' or ']' behind an element",
                "[1}         | character 3: found '}', expected ',' or ']' behind an element",
                "{}          | character 2: found '}', expected a key",
                "{1:2}       | character 2: found '1:2}', expected a key",
                "{\"some\"1} | character 8: found '1}', expected ':'",
                "{\"some\":1 | character 10: the JSON ends, expected '}' behind the value of 'some'",
                "{\"some\":1,\"some\":2} | character 17: the key 'some' is given twice",
                "{\"symbol\":\"a\",\"x\":2} | character 18: the object has another key than 'symbol', expected that alone",
                "{\"list-b\":[]} | character 11: the key 'list-b' stands for no value",
                "{\"a\":1}    | character 6: the key 'a' stands for no value",
                "{\"list-p\":1} | character 11: found '1}', expected '['",
                "{\"symbol\":1} | character 11: found '1}', expected a text, which is a string or an object with the key 'bytes' or 'units'",
                "{\"symbol\":{\"some\":1}} | character 19: the key 'some', expected 'bytes' or 'units'",
                "{\"real\":\"nan\"} | the value of 'real' is 'nan', expected a number, 'infinity', '-infinity', or 'nan:' and the 16 hexadecimal digits of a NaN",
                "{\"real\":\"nan:3ff0000000000000\"} | the value of 'real' is 'nan:3ff0000000000000', expected a number, 'infinity', '-infinity', or 'nan:' and the 16 hexadecimal digits of a NaN",
                "{\"real\":null} | character 9: found 'null}', expected a digit",
                "{\"bytes\":\"QQ\"} | the value of 'bytes' is 'QQ', expected base64 with padding (RFC 4648, section 4)",
                "{\"bytes\":\"QR==\"} | the value of 'bytes' is 'QR==', expected base64 with padding (RFC 4648, section 4)",
                "{\"bytes\":\"Q*==\"} | the value of 'bytes' is 'Q*==', expected base64 with padding (RFC 4648, section 4)",
                "{\"units\":\"d80\"} | the value of 'units' is 'd80', expected four hexadecimal digits for each UTF-16 unit",
                "{\"units\":\"d80g\"} | the value of 'units' is 'd80g', expected four hexadecimal digits for each UTF-16 unit",
                "\"abc        | character 1: the string that begins here does not end",
                "\"a\\        | character 3: no escape of JSON ends here, expected one of \" \\ / b f n r t u",
                "\"a\\x\"     | character 4: no escape of JSON ends here, expected one of \" \\ / b f n r t u",
                "\"\\u12g4\"  | character 6: expected four hexadecimal digits behind \\u",
                "\"\\u12      | character 6: expected four hexadecimal digits behind \\u",
                "\"\\ud800\"  | character 1: the string that begins here has an unpaired surrogate, expected {\"bytes\": ...} or {\"units\": ...}"
            })
    void textThatIsNoValueIsRefused(String json, String message) {
        assertRefused(Codec.JSON::readValue, utf8(json), message);
    }

    @Test
    void numbersMayHaveAnyNumberOfDigits() {
        String zeros = "0".repeat(1_000_000);

        assertThat(Codec.JSON.readValue(utf8("0." + zeros + "1"))).isEqualTo(new Value.Real(0));
        assertThat(Codec.JSON.readValue(utf8("1" + zeros + "e-1000000"))).isEqualTo(new Value.Real(1));
        assertThat(Codec.JSON.readValue(utf8("-1e-" + "9".repeat(1_000)))).isEqualTo(new Value.Real(-0.0));
        assertThat(Codec.JSON.readValue(utf8("0e" + "9".repeat(1_000)))).isEqualTo(new Value.Real(0));
        assertRefused(
                Codec.JSON::readValue,
                utf8("1" + zeros),
                "character 1: '1" + "0".repeat(59) + "...' is beyond the 64 bits of an integer; a real has a point");
    }

    @Test
    void controlCharactersInStringsAreRefused() {
        assertRefused(
                Codec.JSON::readValue,
                utf8("\"a\nb\""),
                "character 3: a control character in a string, expected an escape such as \\n");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (String hex : List.of("22ff22", "22c3", "22eda08022", "22c08022", "22f4908080")) {
            assertRefused(Codec.JSON::readValue, HexFormat.of().parseHex(hex), "byte 2 of the JSON is not UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]          | character 1: found '[]', expected a signature, which is an object",
                "{}          | a signature has no 'parameters'",
                "{\"parameters\":[]} | a signature has no 'returns'",
                "{\"returns\":\":any\",\"returns\":\":any\"} | character 29: the key 'returns' is given twice",
                "{\"x\":1}    | character 6: the key 'x' is unknown, expected one of parameters, returns",
                "{\"returns\":\":any\"; | character 18: found ';', expected ',' or '}' behind a value",
                "{\"returns\":\":flot\"} | the type ':flot' is none, expected one of those in docs/formats/values.md",
                "{\"returns\":\"int\"} | the type 'int' is none, expected one of those in docs/formats/values.md",
                "{\"returns\":5} | character 12: found '5}', expected a type that is no string, which is an object",
                "{\"returns\":{\"fn\":[]}} | a type that is no string has no 'returns'",
                "{\"parameters\":[{\"name\":\"a\"}]} | a parameter has no 'type'",
                "{\"parameters\":[{\"name\":\"a\",\"type\":\":int\",\"variadic\":1}]} | character 53: found '1}]}', expected true or false",
                "{\"parameters\":[{\"name\":\"a\",\"type\":\":int\",\"variadic\":true},{}]} | character 59: a parameter follows a variadic one, expected that to be the last"
            })
    void textThatIsNoSignatureIsRefused(String json, String message) {
        assertRefused(Codec.JSON::readSignature, utf8(json), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"code\":\"KERNOS-0104\"} | a problem has no 'message'",
                "{\"code\":\"KERNOS-9999\",\"message\":\"later\"} | problem code 'KERNOS-9999' is not known to this version; its message is 'later'",
                "{\"code\":\"KERNOS-0104\",\"message\":\"\",\"message\":\"\"} | character 46: the key 'message' is given twice",
                "{\"place\":{\"file\":\"f\",\"line\":1}} | a place has no 'column'",
                "{\"place\":{\"line\":1.0}} | character 18: '1.0' is no integer of 32 bits",
                "{\"place\":{\"line\":2147483648}} | character 18: '2147483648' is no integer of 32 bits",
                "{\"place\":null} | character 10: found 'null}', expected a place, which is an object",
                "{\"suggestions\":[\"a\",]} | character 21: found ']}', expected a text, which is a string or an object with the key 'bytes' or 'units'",
                "{} {} | a problem has no 'code'"
            })
    void textThatIsNoProblemIsRefused(String json, String message) {
        assertRefused(Codec.JSON::readProblem, utf8(json), message);
    }
}
