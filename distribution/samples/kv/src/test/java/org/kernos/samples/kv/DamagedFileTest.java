package org.kernos.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

/** What a file that breaks off, or has a page that was half written, does to what was there before. */
class DamagedFileTest {

    private static final int WRITTEN = 500;

    @TempDir
    Path scratch;

    private Kv open() {
        return open(Map.of());
    }

    private Kv open(Map<String, String> settings) {
        Kv kv = new Kv(new TestContext(settings));
        try {
            kv.openDisk(new Value.Symbol("s"), scratch.resolve("db").toString());
            return kv;
        } catch (KernelException e) {
            kv.close();
            throw e;
        }
    }

    private static Value value(int i) {
        return new Value.Str("value-" + i + "-" + "x".repeat(100));
    }

    private static Value.Symbol key(int i) {
        return new Value.Symbol("s:k" + i);
    }

    /** The file as a process leaves it that was killed: nothing is written at a close. */
    private Path write() throws IOException {
        Path killed = scratch.resolve("killed");
        try (Kv kv = open()) {
            for (int i = 0; i < WRITTEN; i++) {
                kv.set(key(i), value(i));
            }
            Files.createDirectories(killed);
            try (Stream<Path> files = Files.list(scratch.resolve("db"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, killed.resolve(file.getFileName()));
                }
            }
        }
        try (Stream<Path> files = Files.list(scratch.resolve("db"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(scratch.resolve("db"));
        Files.move(killed, scratch.resolve("db"));
        return scratch.resolve("db/00000000.jdb");
    }

    /** How many are there from the first on; none behind a gap. */
    private static int prefix(Kv kv) {
        int count = 0;
        while (count < WRITTEN && kv.get(key(count)).equals(value(count))) {
            count++;
        }
        for (int i = count; i < WRITTEN; i++) {
            assertThat(kv.get(key(i))).as("key %d of a store of %d", i, count).isInstanceOf(Value.Error.class);
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 100, 4_096, 20_000})
    void aFileThatBreaksOffLosesItsEndAndNothingElse(int bytes) throws IOException {
        Path file = write();
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
            log.setLength(log.length() - bytes);
        }

        try (Kv kv = open()) {
            int left = prefix(kv);
            // A change takes more than 100 bytes in the file.
            assertThat(left).isBetween(WRITTEN - 1 - bytes / 100, WRITTEN);
            kv.set(key(left), value(left));
        }
        try (Kv kv = open()) {
            assertThat(prefix(kv)).isPositive();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anEndOfGarbageIsCutOff(long seed) throws IOException {
        Path file = write();
        byte[] garbage = new byte[2_000];
        new Random(seed).nextBytes(garbage);
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
            log.seek(log.length());
            log.write(garbage);
        }

        try (Kv kv = open()) {
            assertThat(prefix(kv)).isEqualTo(WRITTEN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 250, WRITTEN - 2})
    void aValueThatHasDecayedIsAnErrorAndNoSilentLoss(int decayed) throws IOException {
        damage(write(), "value-" + decayed + "-", 1);

        KernelException e = catchThrowableOfType(KernelException.class, () -> open().close());

        assertThat(e).as("a store with a decayed value does not open").isNotNull();
        assertThat(e.raisedCode()).hasValue(5);
        assertThat(e.problem().message()).contains("db").doesNotContain("\n");
        try (Kv kv = open(Map.of("repair", "true"))) {
            assertThat(prefix(kv)).as("what repair leaves").isEqualTo(decayed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 250, WRITTEN - 20})
    void whereEvenTheLengthOfAChangeIsGoneTheFileEnds(int decayed) throws IOException {
        damage(write(), "value-" + decayed + "-", 500);

        try (Kv kv = open()) {
            assertThat(prefix(kv)).isEqualTo(decayed);
        }
    }

    private static void damage(Path file, String from, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(from);
        assertThat(place).as(from).isPositive();
        for (int i = 0; i < count; i++) {
            bytes[place + from.length() + i] ^= 0x55;
        }
        Files.write(file, bytes);
    }
}
