package org.kernos.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ProblemCode;

/** 200,000 mutated inputs for each form: 100,000 values, 50,000 signatures and 50,000 problems. */
class CodecMutationTest {

    private static final byte[] BINARY_SPECIAL = HexFormat.of().parseHex("a1b1c1000102040708090a0b1b2b7e7f80ff");
    private static final byte[] JSON_SPECIAL =
            "{}[]\":,\\-+0123456789.eEu dnulltrue\t\n".getBytes(StandardCharsets.US_ASCII);

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static <T> Optional<T> tryRead(long seed, byte[] bytes, Function<byte[], T> reader) {
        try {
            return Optional.of(reader.apply(bytes));
        } catch (CodecException e) {
            assertThat(e.problem().code()).isIn(ProblemCode.ENCODING, ProblemCode.LIMIT);
            assertThat(e.problem().message()).isNotBlank();
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
        }
    }

    /** What is accepted is the one form of what it stands for. Returns the number of accepted ones. */
    private static <T> int assertBinary(
            long seed,
            int count,
            Function<RandomData, byte[]> source,
            Function<byte[], T> reader,
            Function<T, byte[]> writer) {
        RandomData data = new RandomData(seed);
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            byte[] bytes = data.mutate(source.apply(data), BINARY_SPECIAL);
            Optional<T> read = tryRead(seed, bytes, reader);
            if (read.isPresent()) {
                accepted++;
                assertThat(Arrays.equals(writer.apply(read.get()), bytes))
                        .as(() -> "seed " + seed + ": " + HexFormat.of().formatHex(bytes))
                        .isTrue();
            }
        }
        return accepted;
    }

    private static boolean isJson(byte[] bytes) {
        try {
            return !JACKSON.readTree(bytes).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    /** What is accepted is JSON in the opinion of another reader too. Returns the number of accepted ones. */
    private static <T> int assertJson(
            long seed,
            int count,
            Function<RandomData, byte[]> source,
            Function<byte[], T> reader,
            Function<T, byte[]> writer) {
        RandomData data = new RandomData(seed);
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            byte[] bytes = data.mutate(source.apply(data), JSON_SPECIAL);
            Optional<T> read = tryRead(seed, bytes, reader);
            if (read.isPresent()) {
                accepted++;
                assertThat(isJson(bytes))
                        .as(() -> "seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8))
                        .isTrue();
                assertThat(reader.apply(writer.apply(read.get()))).isEqualTo(read.get());
            }
        }
        return accepted;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {101, 102, 103, 104, 105})
    void mutatedBinaryValuesAreAValueOrAProblem(long seed) {
        int accepted = assertBinary(
                seed, 20_000, data -> Codec.BINARY.write(data.value(3)), Codec.BINARY::readValue, Codec.BINARY::write);

        assertThat(accepted).isBetween(500, 19_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {201, 202, 203, 204, 205})
    void mutatedJsonValuesAreAValueOrAProblem(long seed) {
        int accepted = assertJson(
                seed, 20_000, data -> Codec.JSON.write(data.value(3)), Codec.JSON::readValue, Codec.JSON::write);

        assertThat(accepted).isBetween(500, 19_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {301, 302})
    void mutatedSignaturesAreASignatureOrAProblem(long seed) {
        int binary = assertBinary(
                seed,
                25_000,
                data -> Codec.BINARY.write(data.signature()),
                Codec.BINARY::readSignature,
                Codec.BINARY::write);
        int json = assertJson(
                seed, 25_000, data -> Codec.JSON.write(data.signature()), Codec.JSON::readSignature, Codec.JSON::write);

        assertThat(binary).isBetween(500, 24_000);
        assertThat(json).isBetween(500, 24_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {401, 402})
    void mutatedProblemsAreAProblemThatWasMeantOrOneOfReading(long seed) {
        int binary = assertBinary(
                seed,
                25_000,
                data -> Codec.BINARY.write(data.problem()),
                Codec.BINARY::readProblem,
                Codec.BINARY::write);
        int json = assertJson(
                seed, 25_000, data -> Codec.JSON.write(data.problem()), Codec.JSON::readProblem, Codec.JSON::write);

        assertThat(binary).isBetween(500, 24_000);
        assertThat(json).isBetween(500, 24_000);
    }
}
