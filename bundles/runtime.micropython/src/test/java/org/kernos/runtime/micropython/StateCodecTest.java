package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.runtime.micropython.interpreter.PythonTuple;

class StateCodecTest {

    private static Object random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 7 : 10);
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 ->
                new BigInteger(65 + random.nextInt(300), random)
                        .setBit(64)
                        .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
            case 4 -> Double.longBitsToDouble(random.nextLong());
            case 5 ->
                random.ints(random.nextInt(20), 1, 0xd800)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            case 6 -> (long) random.nextInt();
            case 7 -> list(random, depth);
            case 8 -> new PythonTuple(list(random, depth));
            default -> map(random, depth);
        };
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(random(random, depth - 1));
        }
        return list;
    }

    private static Map<Object, Object> map(Random random, int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(random(random, 0), random(random, depth - 1));
        }
        return map;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatGoesInComesOut(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Object value = random(random, 4);
            assertThat(StateCodec.decode(StateCodec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void theBytesAreThese() {
        Object value = List.of(PythonTuple.of(1L, true, null), Map.of("k", new byte[] {7}));
        assertThat(StateCodec.encode(value))
                .containsExactly(
                        1, 'L', 0, 0, 0, 2, 'U', 0, 0, 0, 3, 'I', 0, 0, 0, 1, 1, 'T', 'N', 'M', 0, 0, 0, 1, 'S', 0, 0,
                        0, 1, 'k', 'B', 0, 0, 0, 1, 7);
        assertThat((byte[]) StateCodec.decode(StateCodec.encode(new byte[] {1, -1})))
                .containsExactly(1, -1);
        assertThat(StateCodec.decode(StateCodec.encode("\udcffx"))).isEqualTo("\udcffx");
    }

    @Test
    void whatIsNoDataIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateCodec.encode(List.of(new Object())))
                .withMessageContaining("none of None, bool, int");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedBytesAreAnErrorOrAnotherValue(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = StateCodec.encode(random(random, 4));
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 2));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                StateCodec.decode(damaged);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("it");
            }
        }
    }

    @Test
    void bytesOfAnotherFormSayWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateCodec.decode(new byte[] {2, 'N'}))
                .withMessage("its form is 2, expected 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateCodec.decode(new byte[] {1, 'N', 'N'}))
                .withMessage("it has 1 bytes behind its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateCodec.decode(new byte[] {1, 'L', 127, 0, 0, 0, 'N'}))
                .withMessageContaining("it has a length of 2130706432 with 1 bytes left");
        byte[] deep = new byte[1 + 5 * 200 + 1];
        deep[0] = 1;
        for (int i = 1; i < deep.length - 1; i += 5) {
            deep[i] = 'L';
            deep[i + 4] = 1;
        }
        deep[deep.length - 1] = 'N';
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateCodec.decode(deep))
                .withMessage("it is nested deeper than 100");
    }
}
