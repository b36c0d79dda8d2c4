package org.kernos.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** What is unpacked is what was packed, or is refused. */
final class DamagedArchiveTest {

    @TempDir
    Path scratch;

    private PackedAlu alu;

    @BeforeEach
    void pack() throws IOException {
        alu = PackedAlu.in(scratch);
    }

    private Path unpack() throws IOException, ModuleException {
        Path parent = Files.createTempDirectory(scratch, "there");
        return new ModuleArchive(ModuleArchive.Output.NEW_FILE, ModuleArchive.MOST_BYTES).unpack(alu.archive(), parent);
    }

    private List<Problem> problems() {
        try {
            unpack();
            return List.of();
        } catch (ModuleException e) {
            return e.problems();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(ProblemCode code, String... messages) {
        assertThat(problems()).extracting(Problem::message).containsExactly(messages);
        assertThat(problems()).allMatch(problem -> problem.code() == code);
        assertThat(problems()).allMatch(problem -> problem.place()
                .orElseThrow()
                .file()
                .equals(alu.archive().toString()));
    }

    @Test
    void aFileWithAnotherContentIsNamedWithBothDigests() throws Exception {
        String packed = Digest.of(alu.directory().resolve("kernel.sxs")).toString();
        alu.rewrite("alu/kernel.sxs", "");

        assertRefused(
                ProblemCode.SOURCE_DIGEST,
                "the digest of 'kernel.sxs' is "
                        + "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, expected "
                        + packed);
    }

    @Test
    void whatIsMissingAndWhatIsMoreIsNamedTogether() throws Exception {
        alu.remove("alu/data/table.txt");
        alu.rewrite("alu/more.txt", "more");

        assertRefused(
                ProblemCode.SOURCE_DIGEST,
                "'data/table.txt' is in module.sha256, but not there",
                "'more.txt' is there, but not in module.sha256");
    }

    @Test
    void hiddenFilesAreNoFilesOfAModule() throws Exception {
        alu.rewrite("alu/.DS_Store", "x");
        alu.rewrite("alu/.git/config", "x");

        assertThat(problems()).isEmpty();
    }

    @Test
    void alteredDigestsAreNamedLineByLine() throws Exception {
        String zeros = "0".repeat(64);
        String kernel = Digest.of(alu.directory().resolve("kernel.sxs")).hex();
        alu.rewrite(
                "alu/module.sha256",
                kernel + "  kernel.sxs\n" + zeros + "  ../../etc/passwd\n" + zeros + "  /etc/passwd\n" + "nonsense\n"
                        + kernel
                        + " *./kernel.sxs\n" + zeros + "  module.sha256\n" + zeros + "  .hidden\n" + zeros + "  a\\b\n"
                        + kernel.toUpperCase(java.util.Locale.ROOT) + "  libkernel_alu.so\n");

        assertRefused(
                ProblemCode.SOURCE_DIGEST,
                "line 2 of module.sha256 is about '../../etc/passwd', which is no file of the module's own",
                "line 3 of module.sha256 is about '/etc/passwd', which is no file of the module's own",
                "line 4 of module.sha256 is 'nonsense', expected 64 hexadecimal digits, two blanks and a path",
                "line 5 of module.sha256 is about 'kernel.sxs' once more",
                "line 6 of module.sha256 is about 'module.sha256', which is no file of the module's own",
                "line 7 of module.sha256 is about '.hidden', which is no file of the module's own",
                "line 8 of module.sha256 is about 'a\\b', which is no file of the module's own",
                "'data/table.txt' is there, but not in module.sha256",
                "the digest of 'libkernel_alu.so' is "
                        + Digest.of(alu.directory().resolve("libkernel_alu.so")) + ", expected sha256:" + kernel);
    }

    @Test
    void ofManyProblemsTenAreShownAndTheOthersCounted() throws Exception {
        for (int i = 0; i < 30; i++) {
            alu.rewrite("alu/more" + i, "");
        }
        assertThat(problems()).hasSize(11);
        assertThat(problems().get(10).message()).isEqualTo("20 more of its files or lines are wrong");
    }

    @Test
    void digestsWithoutEndAreNotRead() throws Exception {
        alu.rewrite("alu/module.sha256", " ".repeat((8 << 20) + 1));

        assertThat(problems()).extracting(Problem::code).containsExactly(ProblemCode.LIMIT);
    }

    @Test
    void withoutDigestsNothingIsCompared() throws Exception {
        alu.remove("alu/module.sha256");
        alu.rewrite("alu/kernel.sxs", "");

        assertThat(unpack().resolve("kernel.sxs")).isEmptyFile();
    }

    @Test
    void entriesThatLeadOutAndThatAreThereTwiceAreAllNamed() throws Exception {
        alu.rewrite("alu/kernel.sxx", "");
        alu.rename("alu/kernel.sxx", "alu/kernel.sxs");
        alu.rename("alu/data/table.txt", "alu/../../etc1.txt");

        assertThat(problems())
                .extracting(problem -> problem.code() + " " + problem.message())
                .containsExactly(
                        "OUTSIDE_DIRECTORY the archive's entry 'alu/../../etc1.txt' leads out of the module",
                        "DUPLICATE the archive has the entry 'alu/kernel.sxs' twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA000 | 0777, 0x1000 | 0644, 0x6000 | 0644})
    void linksAndDevicesAreRefused(int mode) throws Exception {
        alu.setModes(mode);

        assertRefused(
                ProblemCode.OUTSIDE_DIRECTORY,
                "the archive's entry 'alu/libkernel_alu.so' is a link, or something else that is no file");
    }

    @Test
    void tooManyEntriesAreRefusedBeforeOneIsWritten() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i <= 10_000; i++) {
            entries.put("alu/" + i, new byte[0]);
        }
        alu.rewrite(entries);

        assertRefused(ProblemCode.LIMIT, "the archive holds more than 10000 entries");
    }

    @Test
    void anArchiveThatWasCutIsNone() throws Exception {
        byte[] whole = Files.readAllBytes(alu.archive());
        for (int cut = 0; cut < whole.length; cut += 7) {
            Files.write(alu.archive(), Arrays.copyOf(whole, cut));
            assertThatThrownBy(this::unpack).as("cut at %d", cut).isInstanceOf(ZipException.class);
        }
    }

    @Test
    void anOverlongListOfEntriesIsRefused() throws Exception {
        alu.setListLength(-1);

        assertThatThrownBy(this::unpack).isInstanceOf(ZipException.class);
    }

    @Test
    void aDamagedEntryIsNamedEvenWithoutDigests() throws Exception {
        alu.remove("alu/module.sha256");
        byte[] bytes = Files.readAllBytes(alu.archive());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("table.txt") + "table.txt".length() + 1;
        bytes[at] ^= 0x10;
        Files.write(alu.archive(), bytes);

        assertThatThrownBy(this::unpack)
                .isInstanceOf(ZipException.class)
                .hasMessageStartingWith("the entry 'alu/data/table.txt' is damaged: ");
    }

    /** One that changes the name of the digests makes an archive without any, whose files are nevertheless what they were. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noChangedBitMakesFilesOfAnotherContent(long seed) throws Exception {
        byte[] whole = Files.readAllBytes(alu.archive());
        List<Digest> contents = contents();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(alu.archive(), damaged);
            try {
                assertThat(contents()).containsExactlyInAnyOrderElementsOf(contents);
            } catch (ModuleException | IOException | IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10);
    }

    private List<Digest> contents() throws IOException, ModuleException {
        ModuleArchive.Unpacked unpacked = new ModuleArchive(PackedAlu.ONLY_DIGESTS, ModuleArchive.MOST_BYTES)
                .extract(alu.archive(), Files.createTempDirectory(scratch, "there"));
        if (!unpacked.problems().isEmpty()) {
            throw new ModuleException(unpacked.problems());
        }
        return List.copyOf(unpacked.digests().values());
    }
}
