package org.kernos.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.Problem;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;

class CodecRoundTripTest {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static Codec codec(Codec.Form form) {
        return form == Codec.Form.JSON ? Codec.JSON : Codec.BINARY;
    }

    private static Value throughBytes(Codec codec, Value value) {
        return codec.readValue(codec.write(value));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyValueComesBackFromBothForms(long seed) throws IOException {
        RandomData data = new RandomData(seed);
        for (int i = 0; i < 4_000; i++) {
            Value value = data.value(4);
            byte[] binary = Codec.BINARY.write(value);
            byte[] json = Codec.JSON.write(value);

            assertThat(Codec.BINARY.readValue(binary)).isEqualTo(value);
            assertThat(Codec.JSON.readValue(json)).isEqualTo(value);
            // Equality takes all NaNs for one; their bits show in the binary form.
            assertThat(Codec.BINARY.write(Codec.BINARY.readValue(binary))).isEqualTo(binary);
            assertThat(Codec.BINARY.write(Codec.JSON.readValue(json))).isEqualTo(binary);
            assertThat(JACKSON.readTree(json).isMissingNode()).isFalse();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void everySignatureComesBackFromBothForms(long seed) throws IOException {
        RandomData data = new RandomData(seed);
        for (int i = 0; i < 2_000; i++) {
            Signature signature = data.signature();

            assertThat(Codec.BINARY.readSignature(Codec.BINARY.write(signature)))
                    .isEqualTo(signature);
            assertThat(Codec.JSON.readSignature(Codec.JSON.write(signature))).isEqualTo(signature);
            assertThat(JACKSON.readTree(Codec.JSON.write(signature)).isObject()).isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void everyProblemComesBackFromBothForms(long seed) throws IOException {
        RandomData data = new RandomData(seed);
        for (int i = 0; i < 2_000; i++) {
            Problem problem = data.problem();

            assertThat(Codec.BINARY.readProblem(Codec.BINARY.write(problem))).isEqualTo(problem);
            assertThat(Codec.JSON.readProblem(Codec.JSON.write(problem))).isEqualTo(problem);
            assertThat(JACKSON.readTree(Codec.JSON.write(problem)).isObject()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void integersKeepAll64Bits(Codec.Form form) {
        for (int bit = 0; bit < 64; bit++) {
            for (long offset = -1; offset <= 1; offset++) {
                Value value = new Value.Int((1L << bit) + offset);
                assertThat(throughBytes(codec(form), value)).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void realsKeepTheirBits(Codec.Form form) {
        long[] bits = {
            0,
            Long.MIN_VALUE,
            1,
            0x000F_FFFF_FFFF_FFFFL,
            0x7FEF_FFFF_FFFF_FFFFL,
            0x7FF0_0000_0000_0000L,
            0xFFF0_0000_0000_0000L,
            0x7FF8_0000_0000_0000L,
            0x7FF0_0000_0000_0001L,
            0xFFF8_0000_0000_002AL,
            -1
        };
        for (long real : bits) {
            Value value = new Value.Real(Double.longBitsToDouble(real));
            double alone = ((Value.Real) throughBytes(codec(form), value)).value();
            Value.ListValue list = (Value.ListValue) throughBytes(codec(form), Value.bracket(value, value));

            assertThat(Double.doubleToRawLongBits(alone)).isEqualTo(real);
            assertThat(Double.doubleToRawLongBits(
                            NumberList.toDoubles(list.elements()).orElseThrow()[1]))
                    .isEqualTo(real);
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsOfNumbersStayArraysInEveryKindOfList(Codec.Form form) {
        for (ListKind kind : ListKind.values()) {
            for (List<Value> elements : List.of(
                    Value.ints(1, -2, Long.MIN_VALUE).elements(),
                    Value.reals(0.5, -0.0, Double.NaN).elements(),
                    List.<Value>of(new Value.Int(1), new Value.Int(2)))) {
                Value.ListValue list = new Value.ListValue(kind, elements);
                Value.ListValue back = (Value.ListValue) throughBytes(codec(form), list);

                assertThat(back).isEqualTo(list);
                assertThat(back.elements()).isInstanceOf(NumberList.class);
            }
        }
    }

    @Test
    void aMillionSmallIntegersTakeAboutAByteEachInBinary() {
        Value list = Value.ints(new long[1_000_000]);

        assertThat(Codec.BINARY.write(list)).hasSize(1 + 1 + 3 + 1_000_000);
        assertThat(throughBytes(Codec.BINARY, list)).isEqualTo(list);
        assertThat(throughBytes(Codec.JSON, list)).isEqualTo(list);
    }

    @ParameterizedTest
    @EnumSource
    void listsThatBeginWithNumbersOfOneTypeKeepWhatFollows(Codec.Form form) {
        Value mixed = Value.bracket(
                new Value.Int(1), new Value.Int(2), new Value.Real(3), Value.NONE, new Value.Int(4), Value.ints(5));

        assertThat(throughBytes(codec(form), mixed)).isEqualTo(mixed);
    }

    @Test
    void equalValuesHaveEqualBytesHoweverTheirListsAreKept() {
        assertThat(Codec.BINARY.write(Value.bracket(new Value.Int(1)))).isEqualTo(Codec.BINARY.write(Value.ints(1)));
        assertThat(Codec.BINARY.write(Value.bracket())).isEqualTo(Codec.BINARY.write(Value.reals()));
    }

    @Test
    void jsonHasWhiteSpaceEscapesAndOtherSpellingsThatWritersDoNotUse() {
        String json =
                " [ 1 ,\t-0.0e-7, \"\\u0041\\/\\ud83d\\uDE00\" , {\r\n\"bytes\" : \"QQ==\" }, {\"real\":5}, {\"real\":-0},"
                        + " {\"units\":\"D83DDE00\"}, {\"real\":\"nan:7FF8000000000000\"} ]\n";

        assertThat(Codec.JSON.readValue(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Value.bracket(
                        new Value.Int(1),
                        new Value.Real(-0.0),
                        new Value.Str("A/😀"),
                        new Value.Str("A"),
                        new Value.Real(5),
                        new Value.Real(-0.0),
                        new Value.Str("😀"),
                        new Value.Real(Double.NaN)));
    }
}
