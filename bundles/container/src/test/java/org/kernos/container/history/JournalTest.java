package org.kernos.container.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Result;
import org.kernos.api.SwapReport.Step;
import org.osgi.framework.Version;

class JournalTest {

    private static final Problem PROBLEM = Problem.of(ProblemCode.STATE, "a\nb = \"c\" % é \u2028 end")
            .at(new Place("modules/a b/x", 1, 2))
            .suggest(List.of("one", "two"))
            .fix("mend it");

    @TempDir
    Path root;

    private Path file;

    @BeforeEach
    void name() {
        file = root.resolve("journal");
    }

    private static Revision loaded(long revision) {
        return new Revision(
                7, revision, new Version(1, 2, 3), Instant.ofEpochSecond(revision), "load", 0, 0, Optional.empty());
    }

    private static Revision swapped(long revision, Problem... problems) {
        SwapReport report = new SwapReport(
                "tally",
                Result.SWITCHED,
                revision - 1,
                new Version(1, 2, 3),
                revision,
                new Version("2.0.0.q-1"),
                Instant.parse("2026-11-21T10:20:30.123456789Z"),
                List.of(new Step("check", Duration.ofNanos(5)), new Step("load", Duration.ofSeconds(61))),
                Long.MAX_VALUE,
                Duration.ofNanos(1_234_567),
                List.of(problems));
        return new Revision(
                7,
                revision,
                report.newVersion(),
                report.began(),
                "swap",
                revision - 1,
                0xFFFF_FFFFL,
                Optional.of(report));
    }

    private List<Revision> read() {
        return new Journal(file).read();
    }

    private void append(Revision... entries) throws Exception {
        try (Journal journal = new Journal(file)) {
            journal.read();
            for (Revision entry : entries) {
                journal.append(entry);
            }
        }
    }

    @Test
    void allOfItIsReadAsItWasWritten() throws Exception {
        append(loaded(1), swapped(2, PROBLEM, PROBLEM), swapped(3));
        assertThat(read()).containsExactly(loaded(1), swapped(2, PROBLEM, PROBLEM), swapped(3));
        assertThat(Files.readString(file)).isASCII();
    }

    @Test
    void ofAFileThatWasCutAnywhereAllWholeLinesAreReadAndTheNextIsNotLost() throws Exception {
        append(loaded(1), swapped(2, PROBLEM));
        String whole = Files.readString(file);
        int first = whole.indexOf('\n');
        for (int cut = 0; cut < whole.length(); cut++) {
            Files.writeString(file, whole.substring(0, cut));
            try (Journal journal = new Journal(file)) {
                List<Revision> entries = journal.read();
                assertThat(entries).as("cut at %s", cut).hasSize(cut < first ? 0 : cut < whole.length() - 1 ? 1 : 2);
                if (journal.differs(entries.size())) {
                    journal.rewrite(entries);
                }
                journal.append(swapped(9));
                assertThat(read())
                        .as("cut at %s", cut)
                        .hasSize(entries.size() + 1)
                        .endsWith(swapped(9));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noBytesMakeItThrow(long seed) throws Exception {
        append(loaded(1), swapped(2, PROBLEM), swapped(3));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] altered = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, altered);
            assertThat(read()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void whatCannotBeWrittenCostsThatEntryAlone() throws Exception {
        append(loaded(1), swapped(2, Problem.of(ProblemCode.STATE, "half a character: \uD800")), loaded(3));
        assertThat(read()).hasSizeBetween(2, 3).startsWith(loaded(1)).endsWith(loaded(3));
        Files.delete(file);
        Files.createDirectory(file);
        append(loaded(1));
        assertThat(read()).isEmpty();
    }
}
