package org.kernos.api.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;

class CodecLimitsTest {

    private static final int DEEP = 100_000;

    private static Codec codec(Codec.Form form, int maxNesting) {
        return new Codec(form, Codec.DEFAULT_MAX_BYTES, maxNesting);
    }

    private static Value nested(int depth, Value innermost) {
        Value value = innermost;
        for (int i = 0; i < depth; i++) {
            value = switch (i % 4) {
                case 0 -> Value.bracket(value);
                case 1 -> new Value.Some(value);
                case 2 -> Value.paren(value, Value.NONE);
                default -> new Value.Error(value);
            };
        }
        return value;
    }

    private static void assertLimit(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CodecException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.LIMIT);
            assertThat(e.problem().message()).contains(message);
            assertThat(e.problem().fix()).isPresent();
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNestedAsDeepAsTheLimitPassesAndOneLevelMoreDoesNot(Codec.Form form) {
        for (Value leaf : List.of(Value.NONE, Value.bracket(), Value.ints(1), Value.reals(1))) {
            int own = leaf == Value.NONE ? 0 : 1;
            Value atLimit = nested(512 - own, leaf);
            Value beyond = nested(513 - own, leaf);
            byte[] bytes = codec(form, 513).write(beyond);

            assertThat(codec(form, 512).readValue(codec(form, 512).write(atLimit)))
                    .isEqualTo(atLimit);
            assertLimit(() -> codec(form, 512).write(beyond), "nested more than 512 deep");
            assertLimit(() -> codec(form, 512).readValue(bytes), "nested more than 512 deep");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nestingOfAHundredThousandNeedsNoStack(Codec.Form form) {
        Value deep = nested(DEEP, new Value.Int(1));
        byte[] bytes = codec(form, DEEP).write(deep);

        assertThat(codec(form, DEEP).readValue(bytes)).isEqualTo(deep);
        assertLimit(() -> codec(form, 512).write(deep), "nested more than 512 deep");
        assertLimit(() -> codec(form, 512).readValue(bytes), "nested more than 512 deep");
    }

    @ParameterizedTest
    @EnumSource
    void typesOfFunctionsAreLimitedTo512LevelsByEveryCodec(Codec.Form form) {
        TypeSpec type = TypeSpec.ANY;
        for (int i = 0; i < 512; i++) {
            type = new TypeSpec.Fn(i % 2 == 0 ? List.of(type) : List.of(), i % 2 == 0 ? TypeSpec.ANY : type);
        }
        Signature atLimit = new Signature(List.of(new Parameter("f", type, false)), type);
        for (int i = 512; i < DEEP; i++) {
            type = new TypeSpec.Fn(List.of(), type);
        }
        Signature deep = new Signature(List.of(), type);

        assertThat(codec(form, DEEP).readSignature(codec(form, DEEP).write(atLimit)))
                .isEqualTo(atLimit);
        assertLimit(() -> codec(form, DEEP).write(deep), "nested more than 512 deep");
        assertLimit(() -> codec(form, DEEP).readSignature(deepType(form)), "nested more than 512 deep");
        assertLimit(() -> codec(form, 3).readSignature(codec(form, 512).write(atLimit)), "nested more than 3 deep");
    }

    private static byte[] deepType(Codec.Form form) {
        if (form == Codec.Form.JSON) {
            return ("{\"returns\":" + "{\"fn\":[".repeat(DEEP)).getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[2 * DEEP];
        bytes[0] = (byte) BinaryCodes.SIGNATURE;
        for (int i = 3; i + 1 < bytes.length; i += 2) {
            bytes[i] = BinaryCodes.FN;
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void asManyBytesAsTheLimitPassAndOneMoreDoesNot(Codec.Form form) {
        for (Value value : List.of(
                new Value.Str("x".repeat(100)),
                new Value.Str("\uDCFF".repeat(100)),
                new Value.Str("\uD800".repeat(100)),
                Value.ints(new long[100]),
                Value.reals(new double[100]),
                nested(100, Value.NONE))) {
            byte[] bytes = codec(form, 512).write(value);
            Codec exact = new Codec(form, bytes.length, 512);
            Codec tooSmall = new Codec(form, bytes.length - 1, 512);

            assertThat(exact.write(value)).isEqualTo(bytes);
            assertThat(exact.readValue(bytes)).isEqualTo(value);
            assertLimit(() -> tooSmall.write(value), "longer than " + (bytes.length - 1) + " bytes");
            assertLimit(() -> tooSmall.readValue(bytes), "longer than " + (bytes.length - 1) + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void signaturesAndProblemsAreLimitedInLengthToo(Codec.Form form) {
        Codec small = new Codec(form, 5, 512);
        Problem problem = Problem.of(ProblemCode.NAME, "a message");
        Signature signature = new Signature(List.of(new Parameter("name", TypeSpec.ANY, false)), TypeSpec.ANY);

        assertLimit(() -> small.write(problem), "longer than 5 bytes");
        assertLimit(() -> small.readProblem(new byte[6]), "longer than 5 bytes");
        assertLimit(() -> small.write(signature), "longer than 5 bytes");
        assertLimit(() -> small.readSignature(new byte[6]), "longer than 5 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatHoldsAnotherManyTimesStopsAtTheLimit(Codec.Form form) {
        Value value = new Value.Str("x");
        for (int i = 0; i < 60; i++) {
            value = Value.bracket(value, value);
        }
        Value doubled = value;

        assertLimit(() -> new Codec(form, 1 << 16, 512).write(doubled), "longer than 65536 bytes");
    }

    @Test
    void limitsBelowOneAreRefused() {
        assertThatThrownBy(() -> new Codec(Codec.Form.JSON, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 bytes and 1 levels");
        assertThatThrownBy(() -> new Codec(Codec.Form.JSON, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
