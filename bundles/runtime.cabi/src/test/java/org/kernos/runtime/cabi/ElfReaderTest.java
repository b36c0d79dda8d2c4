package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfImage;
import org.kernos.elf.ElfReader;
import org.kernos.elf.LibraryFormat;

final class ElfReaderTest {

    private static byte[] library() throws IOException {
        return Files.readAllBytes(TestKernels.library("dependent.c"));
    }

    @Test
    void readsWhatTheLinkerWrote() throws Exception {
        ElfImage image = ElfReader.read(library());
        assertThat(image.header().wordBits()).isEqualTo(64);
        assertThat(image.exports("kernel_init")).isTrue();
        assertThat(image.exports("number")).isFalse();
        assertThat(image.imports()).containsExactly("dependency_value");
        assertThat(image.noDelete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Wl,--hash-style=gnu", "-Wl,--hash-style=sysv", "-Wl,--hash-style=both"})
    void readsEveryKindOfHashTable(String flag) throws Exception {
        ElfImage image = ElfReader.read(Files.readAllBytes(TestKernels.library("life.c", flag, "-s", "-lm")));
        assertThat(image.exports("kernel_init")).isTrue();
        assertThat(image.exports("kernel_shutdown")).isTrue();
    }

    @Test
    void readsNeededLibrariesAndFlags() throws Exception {
        ElfImage image = ElfReader.read(
                Files.readAllBytes(TestKernels.library("life.c", "-Wl,-z,nodelete", "-Wl,--no-as-needed", "-lm")));
        assertThat(image.needed()).contains("libm.so.6");
        assertThat(image.noDelete()).isTrue();
    }

    @Test
    void aFileCutAnywhereIsDamagedOrRead() throws Exception {
        byte[] library = library();
        int readable = 0;
        for (int length = 64; length < library.length; length++) {
            readable += isReadable(Arrays.copyOf(library, length)) ? 1 : 0;
        }
        // Only the section headers and what debuggers read stand behind what the dynamic linker maps.
        assertThat(readable).isBetween(1, library.length / 2);
        assertThatThrownBy(() -> ElfReader.read(Arrays.copyOf(library, 1000)))
                .isInstanceOf(DamagedElfException.class)
                .hasMessageContaining("but the file has 1000 bytes");
    }

    /** 10 seeds of 10,000: a damaged file gives a problem and never another exception (native E-5). */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aMutatedFileIsDamagedOrRead(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] library = library();
        int readable = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] mutated = library.clone();
            for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                mutate(mutated, random);
            }
            readable += isReadable(mutated) ? 1 : 0;
        }
        assertThat(readable).isBetween(100, 9_900);
    }

    /** Mostly where the reader looks: headers, the dynamic section and its tables. */
    private static void mutate(byte[] file, Random random) {
        int area = random.nextInt(3);
        int at = area == 0 ? random.nextInt(64) : area == 1 ? random.nextInt(2048) : random.nextInt(file.length);
        byte[] extremes = {0, 1, 8, 0x7f, (byte) 0x80, (byte) 0xff};
        file[at] = random.nextBoolean() ? (byte) random.nextInt() : extremes[random.nextInt(extremes.length)];
    }

    private static boolean isReadable(byte[] file) {
        try {
            ElfReader.readHeader(file);
            return !ElfReader.read(file).symbols().isEmpty();
        } catch (DamagedElfException e) {
            assertThat(e).hasMessageMatching("(?s).{10,}");
            return false;
        }
    }

    @Test
    void otherFormatsAreNamed() {
        byte[] macho = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 0x0c, 0, 0, 1};
        assertThat(LibraryFormat.describe(macho)).isEqualTo("a Mach-O library for aarch64 (macOS)");
        byte[] pe = new byte[128];
        pe[0] = 'M';
        pe[1] = 'Z';
        assertThat(LibraryFormat.describe(pe)).isEqualTo("a DOS program");
        pe[60] = 100;
        pe[100] = 'P';
        pe[101] = 'E';
        pe[104] = 0x64;
        pe[105] = (byte) 0x86;
        assertThat(LibraryFormat.describe(pe)).isEqualTo("a PE library for x86-64 (Windows)");
        assertThat(LibraryFormat.describe("!<arch>\nmore".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("a static library");
        assertThat(LibraryFormat.describe(new byte[0])).isEqualTo("an empty file");
        assertThat(LibraryFormat.describe(new byte[3])).isEqualTo("a file of 3 bytes");
        assertThat(LibraryFormat.describe(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .isEqualTo("a file that starts with the bytes 01 02 03 04");
    }

    @Test
    void mutatedHeadersOfOtherFormatsAreNamedToo() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] file = new byte[random.nextInt(200)];
            random.nextBytes(file);
            if (file.length > 1) {
                file[0] = 'M';
                file[1] = 'Z';
            }
            assertThat(LibraryFormat.describe(file)).isNotEmpty();
        }
    }
}
