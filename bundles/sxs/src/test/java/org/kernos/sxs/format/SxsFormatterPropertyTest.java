package org.kernos.sxs.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.Mutation;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;

/** What holds for every source: 50,000 that are generated, and 50,000 of them spoilt. */
class SxsFormatterPropertyTest {

    private static final int ROUNDS = 10_000;

    private static List<Value> values(byte[] source) throws ModuleException {
        return SlpReader.readProgram(new Source("source", source), SlpReader.NESTING_LIMIT).objects().stream()
                .map(Node::value)
                .toList();
    }

    private static void assertHolds(byte[] source) throws ModuleException {
        byte[] formatted = new SxsFormatter().format("source", source);
        String shown = new String(source, StandardCharsets.UTF_8);

        assertThat(values(formatted)).as(shown).isEqualTo(values(source));
        assertThat(Written.in(formatted)).as(shown).isEqualTo(Written.in(source));
        assertThat(new SxsFormatter().format("formatted", formatted))
                .asString(StandardCharsets.UTF_8)
                .as(shown)
                .isEqualTo(new String(formatted, StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void formattingChangesNothingButBlanksAndFormattingAgainNothing(long seed) throws ModuleException {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            assertHolds(RandomSource.of(random));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void aSpoiltSourceIsRefusedAsTheReaderDoesOrFormatted(long seed) {
        Random random = new Random(seed);
        int formatted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] spoilt = Mutation.of(RandomSource.of(random), random);
            try {
                assertHolds(spoilt);
                formatted++;
            } catch (ModuleException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
        assertThat(formatted).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }
}
