package org.kernos.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTextTest {

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void textInUtf8IsItself() {
        for (String text : new String[] {"", "abc", "é€😀", "\0", "?", "a?b😀", "\uFFFD", "\uFEFFx"}) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            assertThat(ByteText.decode(utf8)).isEqualTo(text);
            assertThat(ByteText.encode(text)).isEqualTo(utf8);
        }
    }

    @Test
    void everyByteThatIsNotUtf8BecomesOneLowSurrogate() {
        assertThat(ByteText.decode(bytes('a', 0xFF, 'b', 0x80))).isEqualTo("a\uDCFFb\uDC80");
        assertThat(ByteText.decode(bytes(0xC3))).isEqualTo("\uDCC3");
        assertThat(ByteText.decode(bytes(0xF0, 0x9F, 0x98))).isEqualTo("\uDCF0\uDC9F\uDC98");
    }

    @Test
    void surrogatesThatWereEncodedOneByOneAreNotUtf8() {
        byte[] pair = bytes(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80);

        assertThat(ByteText.decode(pair)).isEqualTo("\uDCED\uDCA0\uDCBD\uDCED\uDCB8\uDC80");
        assertThat(ByteText.encode(ByteText.decode(pair))).isEqualTo(pair);
    }

    @Test
    void aByteBehindAPairIsNotTakenForAnotherPair() {
        byte[] bytes = bytes(0xF0, 0x9F, 0x98, 0x80, 0x80, '?', 0xFF, 0xF0, 0x9F, 0x98, 0x80);

        assertThat(ByteText.decode(bytes)).isEqualTo("😀\uDC80?\uDCFF😀");
        assertThat(ByteText.encode(ByteText.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void otherUnpairedSurrogatesHaveNoBytes() {
        for (String text : new String[] {"\uD800", "ab\uDBFF", "\uDC00", "\uDC7F", "\uDD00", "\uD83Dx"}) {
            assertThatThrownBy(() -> ByteText.encode(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is the unpaired surrogate U+D");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allBytesSurvive(long seed) {
        Random random = new Random(seed);
        byte[][] pieces = {
            bytes('a'),
            bytes('?'),
            bytes(0xC3, 0xA9),
            bytes(0xED, 0xA0, 0x80),
            bytes(0xED, 0xB2, 0x80),
            bytes(0xF0, 0x9F),
            bytes(0x98, 0x80),
            bytes(0xEF, 0xBF, 0xBD),
            bytes(0xC0, 0x80),
            bytes(0xFF),
            bytes(0xE2, 0x82)
        };
        for (int i = 0; i < 5_000; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int j = random.nextInt(12); j > 0; j--) {
                if (random.nextInt(4) == 0) {
                    out.write(random.nextInt(256));
                } else {
                    out.writeBytes(pieces[random.nextInt(pieces.length)]);
                }
            }
            byte[] all = out.toByteArray();
            assertThat(ByteText.encode(ByteText.decode(all))).isEqualTo(all);
        }
    }
}
