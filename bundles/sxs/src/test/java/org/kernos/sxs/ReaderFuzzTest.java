package org.kernos.sxs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.Mutation;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;

/** No input makes a reader throw anything but its declared exception, hang, or keep memory. */
class ReaderFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final long KEPT_LIMIT = 16L << 20;

    private static List<MemoryFiles> corpus() throws IOException {
        List<MemoryFiles> corpus = new ArrayList<>();
        for (Path module : KernelReaderGoldenTest.modules()) {
            corpus.add(MemoryFiles.of(module));
        }
        return corpus;
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    @Timeout(60)
    void spoiltTextsAreReadOrRefused(long seed) throws IOException {
        List<MemoryFiles> corpus = corpus();
        Random random = new Random(seed);
        long before = usedHeap();
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] text = corpus.get(random.nextInt(corpus.size())).files().getOrDefault("kernel.sxs", new byte[0]);
            byte[] spoilt = Mutation.of(text, random);
            try {
                Source source = new Source("fuzz", spoilt);
                for (Node node :
                        SlpReader.readAll(source, SlpReader.NESTING_LIMIT).objects()) {
                    assertThat(node.value().toString()).isNotEmpty();
                }
            } catch (ModuleException e) {
                assertThat(e.problems()).isNotEmpty().allMatch(problem -> !problem.message()
                        .contains("\n"));
                refused++;
            }
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
        assertThat(usedHeap() - before).isLessThan(KEPT_LIMIT);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25})
    @Timeout(60)
    void spoiltModulesAreReadOrRefused(long seed) throws IOException {
        List<MemoryFiles> corpus = corpus();
        KernelReader reader = new KernelReader();
        Random random = new Random(seed);
        long before = usedHeap();
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            MemoryFiles files = spoil(corpus.get(random.nextInt(corpus.size())), random);
            try {
                assertThat(reader.read(files).descriptor().name()).isEqualTo(files.directoryName());
            } catch (ModuleException e) {
                assertThat(e.problems()).isNotEmpty().allMatch(problem -> !problem.message()
                        .contains("\n"));
                refused++;
            }
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
        assertThat(usedHeap() - before).isLessThan(KEPT_LIMIT);
    }

    private static MemoryFiles spoil(MemoryFiles files, Random random) {
        Map<String, byte[]> spoilt = new TreeMap<>(files.files());
        if (random.nextBoolean()) {
            spoilt.compute("kernel.sxs", (name, text) -> Mutation.of(text, random));
        }
        spoilt.computeIfPresent("manifest.json", (name, text) -> Mutation.of(text, random));
        return new MemoryFiles(files.directoryName(), spoilt);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    @Timeout(60)
    void garbageIsReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] kernel = new byte[random.nextInt(20_000)];
            byte[] manifest = new byte[random.nextInt(20_000)];
            random.nextBytes(kernel);
            random.nextBytes(manifest);
            MemoryFiles files = new MemoryFiles("alu", Map.of("kernel.sxs", kernel, "manifest.json", manifest));
            assertThat(KernelReaderTest.problems(files)).isNotEmpty();
        }
    }

    /** Each of these once took, or could take, time or memory that grows faster than the text. */
    @Test
    @Timeout(20)
    void oneMebibyteOfTheWorstIsRefusedAtOnce() {
        for (String piece : List.of(
                ". ",
                "a(b ",
                "(",
                ")",
                "'",
                "\"",
                "\\",
                ";",
                "#",
                "a",
                "1",
                "é",
                "\n",
                "() ",
                ":fn<",
                "#(define-form ab {:cd})")) {
            assertThat(refusalTime(piece.repeat(megabyteOf(piece)))).as(piece).isLessThan(3_000);
            assertThat(refusalTime("[" + piece.repeat(megabyteOf(piece)) + "]"))
                    .as(piece)
                    .isLessThan(3_000);
            assertThat(refusalTime("#(define-kernel alu \"x\" [(define-function f (a " + piece.repeat(megabyteOf(piece))
                            + "))])"))
                    .as(piece)
                    .isLessThan(3_000);
        }
    }

    private static int megabyteOf(String piece) {
        return (1_000_000 / piece.getBytes(StandardCharsets.UTF_8).length);
    }

    private static long refusalTime(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        KernelReaderTest.problems(new MemoryFiles("alu", Map.of("kernel.sxs", bytes, "manifest.json", bytes)));
        return (System.nanoTime() - start) / 1_000_000;
    }
}
