package org.kernos.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;

/**
 * Kills a process with {@code kill -9} in the middle of its writes, again and again on one directory. Each time the store has to
 * hold, for each thread, exactly what was acknowledged to it, or that and the one step that was under way.
 */
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("kernos.crash.rounds", 5);
    private static final int THREADS = 4;

    @TempDir
    Path scratch;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void nothingThatWasAcknowledgedIsLost(long seed) throws Exception {
        Path directory = scratch.resolve("db");
        Random random = new Random(seed);
        List<Map<String, Value>> states = new ArrayList<>();
        IntStream.range(0, THREADS).forEach(i -> states.add(new HashMap<>()));
        long total = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long roundSeed = random.nextLong();
            int[] acknowledged = writeAndKill(directory, roundSeed, random.nextInt(4_000));
            try (Kv kv = new Kv(new TestContext(Map.of()))) {
                kv.openDisk(new Value.Symbol("s"), directory.toString());
                for (int thread = 0; thread < THREADS; thread++) {
                    states.set(
                            thread,
                            expected(
                                    kv,
                                    states.get(thread),
                                    roundSeed,
                                    thread,
                                    acknowledged[thread],
                                    "seed " + seed + ", round " + round + ", thread " + thread));
                    total += acknowledged[thread];
                }
            }
        }
        assertThat(total).as("acknowledged writes of seed " + seed).isGreaterThan(ROUNDS * THREADS);
    }

    @Test
    void aDirectoryThatAnotherProcessHasOpenIsRaisedUntilThatIsGone() throws Exception {
        Path directory = scratch.resolve("db");
        Process writer = start(directory, 1);
        try (InputStream out = writer.getInputStream();
                Kv kv = new Kv(new TestContext(Map.of()))) {
            assertThat(out.read()).as("the writer writes").isNotNegative();
            assertThatThrownBy(() -> kv.openDisk(new Value.Symbol("s"), directory.toString()))
                    .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.raisedCode())
                            .hasValue(5))
                    .hasMessageContaining("is in use by another process or module");
            kill(writer);

            assertThat(kv.openDisk(new Value.Symbol("s"), directory.toString())).isZero();
        } finally {
            writer.destroyForcibly();
        }
    }

    /** Kills the writer once it has acknowledged so many steps, in the middle of what it does then. */
    private static int[] writeAndKill(Path directory, long seed, int steps) throws IOException, InterruptedException {
        Process writer = start(directory, seed);
        int[] acknowledged = new int[THREADS];
        try (InputStream out = writer.getInputStream()) {
            int thread = 0;
            for (int i = 0; i <= steps && thread >= 0; i++) {
                thread = out.read();
                count(acknowledged, thread);
            }
            assertThat(thread).as("the writer goes on until it is killed").isNotNegative();
            kill(writer);
            while (thread >= 0) {
                thread = out.read();
                count(acknowledged, thread);
            }
        } finally {
            writer.destroyForcibly();
        }
        return acknowledged;
    }

    private static Process start(Path directory, long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        directory.toString(),
                        Long.toString(seed),
                        Integer.toString(THREADS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** By its handle: {@link Process#destroyForcibly} would close the stream that the last acknowledgements are in. */
    private static void kill(Process writer) throws InterruptedException {
        assertThat(writer.toHandle().destroyForcibly()).isTrue();
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).as("killed by signal 9").isEqualTo(128 + 9);
    }

    private static void count(int[] acknowledged, int thread) {
        if (thread >= 0) {
            acknowledged[thread]++;
        }
    }

    private static Map<String, Value> expected(
            Kv kv, Map<String, Value> before, long seed, int thread, int steps, String where) {
        Map<String, Value> state = new HashMap<>(before);
        Operations operations = new Operations(seed, thread, state);
        for (int i = 0; i < steps; i++) {
            operations.replay();
        }
        Map<String, Value> acknowledged = new HashMap<>(state);
        operations.replay();
        Map<String, Value> found = Operations.read(kv, thread);
        assertThat(found).as(where + ", " + steps + " steps").isIn(acknowledged, state);
        return found;
    }
}
