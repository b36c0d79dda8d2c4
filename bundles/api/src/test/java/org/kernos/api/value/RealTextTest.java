package org.kernos.api.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTextTest {

    @Test
    void noRealHasADigitTooMany() {
        assertThat(RealText.of(Double.parseDouble("2e23"))).isEqualTo("2.0E23");
        assertThat(RealText.of(Double.parseDouble("-1e23"))).isEqualTo("-1.0E23");
        assertThat(RealText.of(0.1 + 0.2)).isEqualTo("0.30000000000000004");
        assertThat(RealText.of(1234567.0000000002)).isEqualTo("1234567.0000000002");
        assertThat(RealText.of(Double.MAX_VALUE)).isEqualTo("1.7976931348623157E308");
        assertThat(RealText.of(1)).isEqualTo("1.0");
        assertThat(RealText.of(-0.0)).isEqualTo("-0.0");
        assertThat(RealText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(RealText.of(Double.NaN)).isEqualTo("NaN");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRealReadsBackAndKeepsItsPointOrExponent(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double real = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextGaussian() * 1e5;
            if (Double.isFinite(real)) {
                String text = RealText.of(real);
                assertThat(Double.parseDouble(text)).isEqualTo(real);
                assertThat(text)
                        .contains(".")
                        .hasSizeLessThanOrEqualTo(Double.toString(real).length());
            }
        }
    }
}
