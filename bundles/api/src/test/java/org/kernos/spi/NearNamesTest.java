package org.kernos.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

    private static final List<String> NAMES = List.of("int", "real", "str", "symbol", "version");

    @Test
    void aThirdOfTheLettersMayDiffer() {
        assertThat(NearNames.of("versoin", NAMES)).containsExactly("version");
        assertThat(NearNames.of("symbl", NAMES)).containsExactly("symbol");
        assertThat(NearNames.of("xyz", NAMES)).isEmpty();
        assertThat(NearNames.of("", NAMES)).isEmpty();
    }

    @Test
    void theNearestComeFirstAndAtMostThree() {
        assertThat(NearNames.of("abcd", List.of("abce", "abcde", "bacd", "abcd")))
                .containsExactly("abcd", "abcde", "abce");
    }

    @Test
    void longNamesAreNotCompared() {
        String name = "x".repeat(65);

        assertThat(NearNames.of(name, List.of(name))).isEmpty();
    }
}
