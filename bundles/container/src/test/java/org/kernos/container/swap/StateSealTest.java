package org.kernos.container.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.spi.StateBytes;

final class StateSealTest {

    /** What {@code reference.py} beside the table has computed. */
    static Stream<String> references() throws IOException {
        try (InputStream in = Objects.requireNonNull(StateSealTest.class.getResourceAsStream("checksums.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void checksumsAreThoseOfTheirDefinitions(String line) throws ModuleException {
        String[] words = line.split(" ");
        byte[] data = bytes(words[0], Integer.parseInt(words[1]));
        StateSeal seal = StateSeal.seal(StateBytes.of(data), 7);
        assertThat(String.format("%08x %08x", seal.checksum(), seal.crc32c())).isEqualTo(words[2] + " " + words[3]);
        assertThat(seal.open().array()).isSameAs(data);
    }

    private static byte[] bytes(String kind, int length) {
        int[] overflow = {31, 31, 31, 31, 31, 31, 24, 255, 1, 0, 254};
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte)
                    switch (kind) {
                        case "zeros" -> 0;
                        case "ones" -> 255;
                        case "count" -> i;
                        case "square" -> i * i * 7 + (i >> 3);
                        case "overflow" -> overflow[i % 11];
                        default -> throw new IllegalArgumentException(kind);
                    };
        }
        return data;
    }

    /** As the specification writes it. */
    private static int checksum(byte[] data) {
        int checksum = 0;
        for (byte each : data) {
            checksum = Integer.rotateLeft(checksum + Byte.toUnsignedInt(each), 5);
        }
        return checksum;
    }

    /** Bytes that drive the register to its top and over it, at every place among the eight that are taken at once. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void overflowsCountWhereverTheyHappen(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] data = new byte[random.nextInt(100)];
            int register = 0;
            int filling = 0;
            for (int i = 0; i < data.length; i++) {
                int rotated = Integer.rotateLeft(register, 5);
                filling = filling > 0 ? filling - 1 : random.nextInt(4) == 0 ? 5 + random.nextInt(6) : 0;
                int next = filling > 0 ? 0xFF - (rotated & 0xFF) : random.nextInt(256);
                data[i] = (byte) next;
                register = rotated + next;
            }
            assertThat(StateSeal.seal(StateBytes.of(data), 1).checksum())
                    .as("round %d", round)
                    .isEqualTo(checksum(data));
        }
    }

    /** Bytes that lead to a register from which the next one overflows, calculated backwards from there. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void overflowsCountWhateverBytesLeadToThem(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            byte[] data = new byte[40];
            random.nextBytes(data);
            int overflowing = 15 + random.nextInt(16);
            int register = Integer.rotateRight(-1 - random.nextInt(255), 5);
            for (int i = overflowing - 1; i >= 0; i--) {
                boolean high = overflowing - i < 4 && register >>> 8 != 0;
                int before = high ? 0xFF - random.nextInt(random.nextBoolean() ? 2 : 256) : register & 31;
                data[i] = (byte) before;
                register = Integer.rotateRight(register - before, 5);
            }
            assertThat(register).isZero();
            assertThat(StateSeal.seal(StateBytes.of(data), 1).checksum())
                    .as("round %d", round)
                    .isEqualTo(checksum(data));
        }
    }

    @Test
    void largeStatesHaveTheSameChecksumTheSlowWay() {
        byte[] data = new byte[32 << 20];
        new Random(1).nextBytes(data);
        assertThat(StateSeal.seal(StateBytes.of(data), 1).checksum()).isEqualTo(checksum(data));
    }

    @Test
    void everyAlteredBitIsSeen() {
        byte[] data = bytes("square", 100);
        StateSeal seal = StateSeal.seal(StateBytes.of(data), 1);
        for (int bit = 0; bit < 8 * data.length; bit++) {
            data[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.alteration()).as("bit %d", bit).isPresent();
            data[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(seal.alteration()).isEmpty();
    }

    @Test
    void whatWasAlteredIsNamed() {
        byte[] data = bytes("count", 9);
        StateSeal seal = StateSeal.seal(StateBytes.of(data), 1);
        data[3]++;
        assertThatThrownBy(seal::open)
                .isInstanceOfSatisfying(
                        ModuleException.class,
                        e -> assertThat(e.problems().get(0).code()).isEqualTo(ProblemCode.STATE))
                .hasMessage(
                        "KERNOS-0501 the state is not what was sealed: of its 9 bytes the checksum is %08x, sealed with %08x, and the CRC32C is %08x, sealed with %08x",
                        checksum(data),
                        seal.checksum(),
                        StateSeal.seal(StateBytes.of(data), 1).crc32c(),
                        seal.crc32c());
    }

    @Test
    void eachOfTheTwoChecksumsHasToHold() {
        byte[] data = bytes("count", 40);
        StateSeal seal = StateSeal.seal(StateBytes.of(data), 1);
        assertThatThrownBy(new StateSeal(StateBytes.of(data), 1, seal.checksum() ^ 1, seal.crc32c())::open)
                .hasMessageContaining("the checksum is")
                .hasMessageNotContaining("CRC32C");
        assertThatThrownBy(new StateSeal(StateBytes.of(data), 1, seal.checksum(), seal.crc32c() ^ 1)::open)
                .hasMessageContaining("the CRC32C is")
                .hasMessageNotContaining("checksum");
        // The specification's checksum does not see that two bytes have changed places.
        byte first = data[2];
        data[2] = data[34];
        data[34] = first;
        assertThatThrownBy(seal::open).hasMessageContaining("CRC32C").hasMessageNotContaining("checksum");
    }

    @Test
    void aSealTellsWhatItHolds() {
        assertThat(StateSeal.seal(StateBytes.of(bytes("count", 9)), -1))
                .hasToString("9 bytes of version 4294967295, checksum "
                        + String.format("%08x", checksum(bytes("count", 9))) + ", CRC32C "
                        + String.format(
                                "%08x",
                                StateSeal.seal(StateBytes.of(bytes("count", 9)), 1)
                                        .crc32c()));
    }
}
