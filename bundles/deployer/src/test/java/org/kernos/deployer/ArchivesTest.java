package org.kernos.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.archive.ArchiveRoot;
import org.kernos.archive.ModuleArchive;

class ArchivesTest {

    @TempDir
    Path temporary;

    private Path root;
    private Path archive;
    private Archives archives;
    private int left = Integer.MAX_VALUE;

    @BeforeEach
    void open() {
        root = temporary.resolve("archives");
        archive = temporary.resolve("alu-1.0.zip");
        archives = new Archives(root, this::limited, 1_000);
    }

    /** A disk that has some bytes left. */
    private OutputStream limited(Path file) throws IOException {
        return new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                if (count > left) {
                    throw new IOException("No space left on device");
                }
                left -= count;
                out.write(bytes, from, count);
            }
        };
    }

    private void pack(Map<String, String> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes());
            }
        }
    }

    private List<String> everything() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .map(file -> file.substring(file.indexOf('/') + 1))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFlatArchiveBecomesADirectoryOfItsName() throws Exception {
        pack(Map.of("kernel.sxs", "(kernel)", "lib/x.so", "x"));

        Path directory = archives.unpack(archive, "1");

        assertThat(directory.getFileName()).hasToString("alu-1.0");
        assertThat(everything()).containsExactly("alu-1.0/kernel.sxs", "alu-1.0/lib/x.so");
        assertThat(directory.resolve("kernel.sxs")).hasContent("(kernel)");
    }

    @Test
    void anArchiveOfADirectoryBecomesThatDirectory() throws Exception {
        pack(Map.of("alu/kernel.sxs", "(kernel)", "alu/lib/x.so", "x", "__MACOSX/alu/._x", "x", ".DS_Store", "x"));

        assertThat(archives.unpack(archive, "1").getFileName()).hasToString("alu");
        assertThat(everything()).containsExactly("alu/kernel.sxs", "alu/lib/x.so");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil", "a/../../evil", "/evil", "a/..", "..\\evil", "C:\\evil", "..", "alu/../../../evil"})
    void anEntryThatLeadsOutIsRefusedBeforeAnythingIsWritten(String name) throws Exception {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("kernel.sxs", "(kernel)");
        entries.put(name, "evil");
        pack(entries);

        assertThatThrownBy(() -> archives.unpack(archive, "1"))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("KERNOS-0202 the archive's entry '" + name + "' leads out of the module");
        assertThat(everything()).isEmpty();
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files).noneMatch(file -> file.endsWith("evil"));
        }
        assertThat(Path.of("/evil")).doesNotExist();
    }

    @Test
    void moreBytesThanTheLimitAreRefusedWhateverTheEntrySays() throws Exception {
        pack(Map.of("kernel.sxs", "(kernel)", "zeros", "0".repeat(2_000_000)));
        assertThat(archive)
                .as("a small file")
                .satisfies(file -> assertThat(file.toFile().length()).isLessThan(10_000));

        assertThatThrownBy(() -> archives.unpack(archive, "1"))
                .hasMessageContaining("KERNOS-0106 the archive holds more than 1000 bytes");
        assertThat(everything()).isEmpty();
    }

    @Test
    void moreEntriesThanTheLimitAreRefused() throws Exception {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int entry = 0; entry <= ModuleArchive.MOST_ENTRIES; entry++) {
            entries.put("f" + entry, "");
        }
        pack(entries);

        assertThatThrownBy(() -> archives.unpack(archive, "1"))
                .hasMessageContaining("KERNOS-0106 the archive holds more than 10000 entries");
        assertThat(everything()).isEmpty();
    }

    @Test
    void anEntryThatIsAFileAndADirectoryIsRefused() throws Exception {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("kernel.sxs", "(kernel)");
        entries.put("a", "x");
        entries.put("a/b", "x");
        pack(entries);

        assertThatThrownBy(() -> archives.unpack(archive, "1")).hasMessageContaining("KERNOS-0214 ");
        assertThat(everything()).isEmpty();
    }

    @Test
    void aHalfCopiedArchiveIsRefusedAndTheFormerContentStays() throws Exception {
        pack(Map.of("kernel.sxs", "(kernel)"));
        archives.unpack(archive, "1");
        pack(Map.of("kernel.sxs", "(kernel 2)", "more", "x".repeat(500)));
        byte[] whole = Files.readAllBytes(archive);
        for (int length = 0; length < whole.length; length += 13) {
            Files.write(archive, java.util.Arrays.copyOf(whole, length));
            String stamp = "half " + length;
            assertThatThrownBy(() -> archives.unpack(archive, stamp)).hasMessageContaining("KERNOS-0214 ");
        }
        assertThat(everything()).containsExactly("alu-1.0/kernel.sxs");
        Files.write(archive, whole);

        assertThat(archives.unpack(archive, "2").resolve("kernel.sxs")).hasContent("(kernel 2)");
    }

    @Test
    void aFullDiskLeavesTheFormerContentAndNothingElse() throws Exception {
        pack(Map.of("kernel.sxs", "(kernel)"));
        Path directory = archives.unpack(archive, "1");
        pack(Map.of("a", "x".repeat(300), "b", "x".repeat(300), "kernel.sxs", "(kernel 2)"));
        left = 400;

        assertThatThrownBy(() -> archives.unpack(archive, "2"))
                .hasMessageContaining("KERNOS-0214 ")
                .hasMessageContaining("No space left on device");
        assertThat(directory.resolve("kernel.sxs")).hasContent("(kernel)");
        assertThat(everything()).containsExactly("alu-1.0/kernel.sxs");

        left = Integer.MAX_VALUE;
        archives.unpack(archive, "2");
        assertThat(everything()).containsExactly("alu-1.0/a", "alu-1.0/b", "alu-1.0/kernel.sxs");
    }

    @Test
    void theSameArchiveIsNotUnpackedTwice() throws Exception {
        pack(Map.of("kernel.sxs", "(kernel)"));
        Path directory = archives.unpack(archive, "1");
        Files.writeString(directory.resolve("kernel.sxs"), "mark");

        assertThat(archives.unpack(archive, "1").resolve("kernel.sxs")).hasContent("mark");
        assertThat(archives.unpack(archive, "2").resolve("kernel.sxs")).hasContent("(kernel)");
    }

    @Test
    void whatWasUnpackedGoesWithItsArchive() throws Exception {
        pack(Map.of("kernel.sxs", "(kernel)"));
        Path directory = archives.unpack(archive, "1");
        assertThat(archives.isFrom(archive, directory)).isTrue();
        assertThat(archives.isFrom(temporary.resolve("other.zip"), directory)).isFalse();
        archives.forget(archive);

        assertThat(everything()).isEmpty();
    }

    @Test
    void anArchiveIsAModuleByTheFilesAtItsTopOrInItsOnlyDirectory() throws Exception {
        assertThat(isModule(Map.of("kernel.sxs", ""))).isTrue();
        assertThat(isModule(Map.of("alu/kernel.sxs", "", "alu/x", ""))).isTrue();
        assertThat(isModule(Map.of("a/kernel.sxs", "", "b/x", ""))).isFalse();
        assertThat(isModule(Map.of("a/b/kernel.sxs", ""))).isFalse();
        assertThat(isModule(Map.of("x", "", "alu/kernel.sxs", ""))).isFalse();
        assertThat(isModule(Map.of())).isFalse();
    }

    @Test
    void aBundleIsLeftToFileInstall() throws Exception {
        String manifest = "Manifest-Version: 1.0\nBundle-SymbolicName: a\n";
        assertThat(isModule(Map.of("kernel.sxs", "", "META-INF/MANIFEST.MF", manifest)))
                .isFalse();
        assertThat(isModule(Map.of("kernel.sxs", "", "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")))
                .isTrue();
    }

    private boolean isModule(Map<String, String> entries) throws IOException {
        pack(entries);
        return ArchiveRoot.isModule(archive, (Set<String> names) -> names.contains("kernel.sxs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".alu", "alu.tmp", "alu.part", "alu.zip.part", "alu.zip~", "alu.tmp.jar", "ALU.NEW.jar"})
    void namesOfWhatIsUnfinishedAreIgnored(String name) {
        assertThat(ArtifactName.isIgnored(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alu", "alu.jar", "alu.zip", "tmp.jar", "alu-1.0.jar"})
    void otherNamesAreNot(String name) {
        assertThat(ArtifactName.isIgnored(name)).isFalse();
    }
}
