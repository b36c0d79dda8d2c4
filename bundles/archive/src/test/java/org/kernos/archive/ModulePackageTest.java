package org.kernos.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModulePackageTest {

    @TempDir
    Path scratch;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theEntriesAreTheFilesInOrderAndTheirDigestsLast() throws Exception {
        PackedAlu alu = PackedAlu.in(scratch);

        assertThat(alu.entries().keySet())
                .containsExactly("alu/data/table.txt", "alu/kernel.sxs", "alu/libkernel_alu.so", "alu/module.sha256");
        assertThat(new String(alu.entries().get("alu/module.sha256"), StandardCharsets.UTF_8))
                .isEqualTo("""
                %s  data/table.txt
                %s  kernel.sxs
                %s  libkernel_alu.so
                """.formatted(
                        Digest.of(alu.directory().resolve("data/table.txt")).hex(),
                        Digest.of(alu.directory().resolve("kernel.sxs")).hex(),
                        Digest.of(alu.directory().resolve("libkernel_alu.so")).hex()));
        assertThat(names()).containsExactly("alu", "alu-1.0.0.zip");
    }

    @Test
    void theSameFilesMakeTheSameBytesAtAnyTimeAnywhereInAnyTimeZone() throws Exception {
        PackedAlu alu = PackedAlu.in(scratch);
        byte[] first = Files.readAllBytes(alu.archive());
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            PackedAlu elsewhere = PackedAlu.in(Files.createDirectories(scratch.resolve("elsewhere")));
            Files.setLastModifiedTime(elsewhere.directory().resolve("kernel.sxs"), FileTime.fromMillis(0));
            elsewhere.pack();

            assertThat(elsewhere.archive()).hasBinaryContent(first);
        } finally {
            TimeZone.setDefault(before);
        }
        try (ZipFile zip = new ZipFile(alu.archive().toFile())) {
            assertThat(zip.stream())
                    .allMatch(entry -> entry.getTimeLocal().equals(LocalDateTime.of(1980, 2, 1, 0, 0))
                            && entry.getExtra() == null);
        }
    }

    @Test
    void modesAreThoseOfFilesAndOfExecutablesAndNothingElse() throws Exception {
        PackedAlu alu = PackedAlu.in(scratch);
        Files.setPosixFilePermissions(
                alu.directory().resolve("libkernel_alu.so"), PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(
                alu.directory().resolve("kernel.sxs"), PosixFilePermissions.fromString("rw-rw-rw-"));
        alu.pack();

        assertThat(CentralDirectory.read(alu.archive()))
                .extracting(entry -> entry.name() + " " + Integer.toOctalString(entry.mode()))
                .containsExactly(
                        "alu/data/table.txt 100644",
                        "alu/kernel.sxs 100644",
                        "alu/libkernel_alu.so 100755",
                        "alu/module.sha256 100644");
    }

    @Test
    void hiddenFilesAndFormerDigestsStayOut() throws Exception {
        PackedAlu alu = PackedAlu.in(scratch);
        Digest before = Digest.of(alu.archive());
        Files.writeString(alu.directory().resolve(".DS_Store"), "x");
        Files.createDirectories(alu.directory().resolve(".git"));
        Files.writeString(alu.directory().resolve(".git/config"), "x");
        Files.writeString(alu.directory().resolve("module.sha256"), "former");

        assertThat(alu.pack()).isEqualTo(before);
    }

    @Test
    void aLinkInsideIsPackedAsWhatItLeadsToAndOneThatLeadsOutIsNot() throws Exception {
        PackedAlu alu = PackedAlu.in(scratch);
        Files.createSymbolicLink(alu.directory().resolve("copy.txt"), Path.of("data/table.txt"));
        Files.createSymbolicLink(alu.directory().resolve("out.txt"), alu.archive());
        alu.pack();

        assertThat(alu.entries()).containsKey("alu/copy.txt").doesNotContainKey("alu/out.txt");
        assertThat(new String(alu.entries().get("alu/copy.txt"), StandardCharsets.UTF_8))
                .isEqualTo("1 2 3");
    }

    @Test
    void whatCannotBePackedLeavesTheFormerArchiveAndNothingElse() throws Exception {
        PackedAlu alu = PackedAlu.in(scratch);
        byte[] former = Files.readAllBytes(alu.archive());

        assertThatThrownBy(() -> ModulePackage.write(
                        "alu",
                        new TreeMap<>(Map.of(
                                "a.txt", alu.directory().resolve("kernel.sxs"), "b.txt", scratch.resolve("nowhere"))),
                        alu.archive()))
                .isInstanceOf(IOException.class);
        assertThat(alu.archive()).hasBinaryContent(former);
        assertThat(names()).containsExactly("alu", "alu-1.0.0.zip");
    }

    @Test
    void namesThatOthersReadOtherwiseAreNotPortable() {
        assertThat(List.of("kernel.sxs", "data/t\u00e4ble 1.txt")).allMatch(ModulePackage::isPortable);
        assertThat(List.of("a\nb", "a\\b", "a\u0000b", "\uFFFD", "../a", "/a", "a\u007f"))
                .noneMatch(ModulePackage::isPortable);
    }

    @Test
    void theArchiveIsTheModuleAgainWhenItIsUnpacked() throws Exception {
        PackedAlu alu = PackedAlu.in(scratch);

        Path unpacked = new ModuleArchive(ModuleArchive.Output.NEW_FILE, ModuleArchive.MOST_BYTES)
                .unpack(alu.archive(), scratch.resolve("there"));

        assertThat(unpacked).isEqualTo(scratch.resolve("there/alu"));
        assertThat(unpacked.resolve("libkernel_alu.so"))
                .hasSameBinaryContentAs(alu.directory().resolve("libkernel_alu.so"));
        assertThat(ModuleTree.files(unpacked).keySet())
                .containsExactly("data/table.txt", "kernel.sxs", "libkernel_alu.so", "module.sha256");
    }

    @Test
    void tenThousandFilesArePackedAndFoundWhole() throws Exception {
        Path file = Files.writeString(scratch.resolve("file"), "content");
        TreeMap<String, Path> files = new TreeMap<>();
        for (int i = 0; i < 9_999; i++) {
            files.put("f" + i, file);
        }
        Path archive = scratch.resolve("many.zip");
        ModulePackage.write("many", files, archive);

        ModuleArchive.Unpacked unpacked = new ModuleArchive(PackedAlu.ONLY_DIGESTS, ModuleArchive.MOST_BYTES)
                .extract(archive, scratch.resolve("there"));

        assertThat(unpacked.digests()).hasSize(10_000);
        assertThat(unpacked.problems()).isEmpty();
    }
}
