package org.kernos.format.helix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.elf.helix.HmodWriter;
import org.kernos.spi.ModuleReader;

/** A hundred thousand spoilt files: each is read or refused with problems, and nothing else happens. */
final class HeaderFuzzTest {

    private static final int ROUNDS = 16_000;
    private static final int ROUNDS_OF_COMPILED = 4_000;
    private static final String NAME = "sample";
    private static final int[] WORDS = {
        0, 1, -1, 59, 60, 96, 1024, 1025, 10_000, 0x7fffffff, 0x80000000, 0x444D5848, -4096, 1 << 20, 0xffff
    };

    @TempDir
    Path directory;

    private static List<byte[]> written() {
        byte[] shared = HmodWriter.sharedObject(Cases.full(NAME));
        byte[] object = HmodWriter.object(Cases.full(NAME), HmodWriter.X86_64);
        return List.of(
                shared,
                object,
                HmodWriter.object(Cases.full(NAME), HmodWriter.AARCH64),
                HmodWriter.headerFirst(Cases.full(NAME), shared),
                HmodWriter.headerFirst(Cases.full(NAME), object));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53, 54, 55})
    @Timeout(120)
    void spoiltFilesAreReadOrRefused(long seed) {
        int refused = readAll(written(), new Random(seed), ROUNDS);

        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {61, 62, 63, 64, 65})
    @Timeout(120)
    void spoiltFilesOfACompilerAreReadOrRefused(long seed) throws IOException, InterruptedException {
        List<byte[]> compiled = new ArrayList<>();
        for (String option : List.of("-shared", "-c")) {
            compiled.add(compile(option));
        }
        int refused = readAll(compiled, new Random(seed), ROUNDS_OF_COMPILED);

        assertThat(refused).isBetween(ROUNDS_OF_COMPILED / 10, ROUNDS_OF_COMPILED - 1);
    }

    private byte[] compile(String option) throws IOException, InterruptedException {
        Path file = directory.resolve("sample" + option);
        try {
            Process gcc = new ProcessBuilder("gcc", option, "-fPIC", "-o", file.toString(), "src/test/c/sample.c")
                    .inheritIO()
                    .start();
            assertThat(gcc.waitFor()).isZero();
        } catch (IOException e) {
            assumeTrue(false, "no gcc: " + e.getMessage());
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat(told(bytes)).as("the file before it is spoilt").isEmpty();
        return bytes;
    }

    private static int readAll(List<byte[]> files, Random random, int rounds) {
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            byte[] spoilt = spoil(files.get(random.nextInt(files.size())), random);
            List<Problem> problems = told(spoilt);
            for (Problem problem : problems) {
                if (problem.message().contains("\n")) {
                    throw new AssertionError("several lines: " + problem);
                }
            }
            if (i % 4 == 0) {
                assertThat(HelixInspector.inspect("sample.hmod", spoilt).sections())
                        .isNotEmpty();
            }
            refused += problems.isEmpty() ? 0 : 1;
        }
        return refused;
    }

    /** The problems; none when the file is read. */
    private static List<Problem> told(byte[] file) {
        try {
            ModuleReader.Reading reading = new HelixReader().read(new MemoryFiles(NAME, Map.of("sample.hmod", file)));
            assertThat(reading.descriptor().name()).isEqualTo(NAME);
            return List.of();
        } catch (ModuleException e) {
            assertThat(e.problems()).isNotEmpty();
            return e.problems();
        }
    }

    /** One to four changes, most of them where a number could be. */
    private static byte[] spoil(byte[] file, Random random) {
        byte[] spoilt = file.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            ByteBuffer words = ByteBuffer.wrap(spoilt).order(ByteOrder.LITTLE_ENDIAN);
            int at = spoilt.length < 8 ? 0 : random.nextInt(spoilt.length - 7);
            int word = random.nextBoolean() ? WORDS[random.nextInt(WORDS.length)] : random.nextInt();
            int kind = spoilt.length < 8 ? 5 : random.nextInt(24);
            if (kind == 5) {
                spoilt = Arrays.copyOf(spoilt, random.nextInt(spoilt.length + 1));
            } else if (kind < 8) {
                words.putInt(at & ~3, word);
            } else if (kind < 14) {
                words.putInt(at & ~3, words.getInt(at & ~3) + random.nextInt(65) - 32);
            } else if (kind < 18) {
                words.putLong(at & ~7, random.nextBoolean() ? word : random.nextLong());
            } else if (kind < 20) {
                System.arraycopy(spoilt, at, spoilt, random.nextInt(spoilt.length - 7), 8);
            } else {
                spoilt[at] = (byte) word;
            }
        }
        return spoilt;
    }
}
