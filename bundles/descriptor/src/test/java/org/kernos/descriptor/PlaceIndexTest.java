package org.kernos.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.Place;

class PlaceIndexTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyPlaceIsWhatCountingFromTheBeginningGives(int seed) {
        Random random = new Random(seed);
        String[] pieces = {"a", "\n", "é", "€", "😀", "bcdefgh".repeat(seed * 9)};
        StringBuilder text = new StringBuilder(seed % 2 == 0 ? "\uFEFF" : "");
        random.ints(400, 0, pieces.length).forEach(i -> text.append(pieces[i]));
        Source source = new Source("x", text.toString().getBytes(StandardCharsets.UTF_8));

        int line = 1;
        int column = 1;
        int offset = source.textStart();
        for (int c : text.substring(seed % 2 == 0 ? 1 : 0).codePoints().toArray()) {
            assertThat(source.place(offset)).isEqualTo(new Place("x", line, column));
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
            offset += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(source.place(offset)).isEqualTo(new Place("x", line, column));
    }
}
