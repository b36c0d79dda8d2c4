package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.archive.Digest;

/** Archives of a module as its author makes them and its users get them. The container knows alu 1.0.0, and reads nothing that is called greet. */
final class PackageCommandsTest {

    @TempDir
    Path scratch;

    private final PackageCommands commands = new PackageCommands(new Requests());
    private Path module;
    private Path archive;

    @BeforeEach
    void write() throws IOException {
        module = Files.createDirectory(scratch.resolve("alu"));
        Files.writeString(module.resolve("kernel.sxs"), "#(define-kernel alu \"libkernel_alu.so\" [])");
        Files.writeString(module.resolve("libkernel_alu.so"), "code");
        archive = scratch.resolve("alu-1.0.0.zip");
    }

    private String pack() {
        return commands.pack(archive.toString(), module.toString());
    }

    private void zip(Map<String, String> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    @Test
    void whatIsPackedIsFoundInOrderAndItsHintHasItsDigest() throws IOException {
        String said = pack();

        String digest = Digest.of(archive).toString();
        assertThat(said).isEqualTo("alu 1.0.0, 2 files: %1$s\nzip:%1$s#%2$s", archive, digest);
        String found = archive + ": alu 1.0.0, 2 files as in module.sha256, " + digest;
        assertThat(commands.verify("", archive.toString())).isEqualTo(found);
        assertThat(commands.verify(digest, archive.toString())).isEqualTo(found);
    }

    @Test
    void aDirectoryForTheArchiveGetsOneOfNameAndVersion() {
        assertThat(commands.pack(scratch.toString(), module.toString())).startsWith("alu 1.0.0, 2 files: " + archive);
        assertThat(archive).isRegularFile();
    }

    @Test
    void nothingIsWrittenOfAModuleThatHasProblems() throws IOException {
        Path greet = Files.createDirectory(scratch.resolve("greet"));

        assertThatThrownBy(() -> commands.pack(archive.toString(), greet.toString()))
                .hasMessageStartingWith("KERNOS-0307 module '" + greet + "' was not found");
        assertThat(archive).doesNotExist();
    }

    @Test
    void anArchiveInsideOfItsModuleOrNowhereIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(scratch.resolve("link"), module);

        for (Path place : List.of(module.resolve("a.zip"), module, link.resolve("a.zip"))) {
            assertThatThrownBy(() -> commands.pack(place.toString(), module.toString()))
                    .hasMessageStartingWith("KERNOS-0609 the archive would lie in the module's own directory");
        }
        assertThatThrownBy(() -> commands.pack(scratch.resolve("no/a.zip").toString(), module.toString()))
                .hasMessageStartingWith("KERNOS-0609 there is no directory to write the archive in");
        assertThat(module.resolve("a.zip")).doesNotExist();
    }

    @Test
    void filesThatNoArchiveCanHoldAreAllNamed() throws IOException {
        Files.writeString(module.resolve("a\nb"), "");
        Files.writeString(module.resolve("c\\d"), "");

        assertThatThrownBy(this::pack)
                .hasMessageContaining("KERNOS-0609 no archive can hold a file of the name 'a?b'")
                .hasMessageContaining("KERNOS-0609 no archive can hold a file of the name 'c\\d'");
        assertThat(archive).doesNotExist();
    }

    @Test
    void anotherDigestAndAnotherFileAreNamedTogether() throws IOException {
        pack();
        String digests;
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            digests = new String(
                    zip.getInputStream(zip.getEntry("alu/module.sha256")).readAllBytes(), StandardCharsets.UTF_8);
        }
        zip(Map.of("alu/kernel.sxs", "other", "alu/module.sha256", digests));

        assertThatThrownBy(() -> commands.verify("sha256:" + "0".repeat(64), archive.toString()))
                .hasMessageContaining("KERNOS-0603 the archive's digest is " + Digest.of(archive))
                .hasMessageContaining("KERNOS-0603 the digest of 'kernel.sxs' is sha256:")
                .hasMessageContaining("KERNOS-0603 'libkernel_alu.so' is in module.sha256, but not there")
                .hasMessageContaining("  at  " + archive);
    }

    @Test
    void aModuleThatNothingVouchesForIsRefusedAndOneWithAnArchivesDigestIsNot() throws IOException {
        zip(Map.of("alu/kernel.sxs", "", "alu/libkernel_alu.so", ""));

        assertThatThrownBy(() -> commands.verify("", archive.toString()))
                .hasMessageStartingWith("KERNOS-0603 there is no module.sha256 that vouches for its files");
        assertThat(commands.verify(Digest.of(archive).toString(), archive.toString()))
                .isEqualTo(archive + ": alu 1.0.0, 2 files, " + Digest.of(archive));
    }

    @Test
    void aPlaceInAnArchiveIsShownAsOne() throws IOException {
        zip(Map.of("greet/kernel.sxs", "("));

        assertThatThrownBy(() -> commands.verify(Digest.of(archive).toString(), archive.toString()))
                .hasMessageContaining("  at  " + archive + "!/greet/kernel.sxs:1:2")
                .hasMessageNotContaining("kernos-verify");
    }

    @Test
    void whatIsNoArchiveAndWhatIsNotThereIsUnreadable() throws IOException {
        Files.writeString(archive, "text");

        assertThatThrownBy(() -> commands.verify("", archive.toString()))
                .hasMessageStartingWith("KERNOS-0214 the module cannot be read: java.util.zip.ZipException");
        assertThatThrownBy(() -> commands.verify("", "nowhere.zip"))
                .hasMessageStartingWith("KERNOS-0214 the module cannot be read: there is no such file");
        assertThatThrownBy(() -> commands.verify("sha1:00", archive.toString()))
                .hasMessageStartingWith(
                        "KERNOS-0603 the digest is 'sha1:00', expected sha256: and 64 hexadecimal digits");
    }

    @Test
    void aDirectoryIsComparedWithItsDigests() throws IOException {
        Files.writeString(
                module.resolve("module.sha256"),
                Digest.of(module.resolve("kernel.sxs")).hex() + "  kernel.sxs\n"
                        + Digest.of(module.resolve("libkernel_alu.so")).hex() + "  libkernel_alu.so\n");
        assertThat(commands.verify("", module.toString()))
                .isEqualTo(module + ": alu 1.0.0, 2 files as in module.sha256");

        Files.writeString(module.resolve("libkernel_alu.so"), "other code");
        assertThatThrownBy(() -> commands.verify("sha256:" + "0".repeat(64), module.toString()))
                .hasMessageContaining("KERNOS-0603 a digest was given, which a directory has not")
                .hasMessageContaining("KERNOS-0603 the digest of 'libkernel_alu.so' is sha256:");
    }

    @Test
    void nothingIsLeftOfWhatWasUnpacked() throws IOException {
        pack();
        String before = leftovers();
        commands.verify("", archive.toString());
        zip(Map.of("greet/kernel.sxs", "("));
        assertThatThrownBy(() -> commands.verify("", archive.toString())).isInstanceOf(CommandFailure.class);

        assertThat(leftovers()).isEqualTo(before);
    }

    private static String leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("kernos-verify"))
                    .sorted()
                    .toList()
                    .toString();
        }
    }
}
