package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.sxs.format.SxsFormatter;

final class FormatCommandTest {

    private static final String WRITTEN = "[(f a) ; why\n (g)]";
    private static final String FORMATTED = "[\n    (f a) ; why\n    (g)\n]\n";

    @TempDir
    Path directory;

    private final FormatCommand command = new FormatCommand(new SxsFormatter());

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void onlyWhatIsNotFormattedYetIsWritten() throws IOException {
        String written = file("written.sxs", WRITTEN);
        String formatted = file("formatted.sxs", FORMATTED);
        Object before = Files.getAttribute(Path.of(formatted), "unix:ino");

        assertThat(command.fmt(false, written, formatted)).isEqualTo("formatted " + written);
        assertThat(text("written.sxs")).isEqualTo(FORMATTED);
        assertThat(Files.getAttribute(Path.of(formatted), "unix:ino")).isEqualTo(before);
        assertThat(command.fmt(false, written, formatted)).isEqualTo("all formatted already");
        assertThat(names()).containsExactly("formatted.sxs", "written.sxs");
    }

    @Test
    void permissionsStay() throws IOException {
        Path program = Path.of(file("program.sxs", "#!/usr/bin/env kernos\n" + WRITTEN));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x--x"));

        command.fmt(false, program.toString());

        assertThat(text("program.sxs")).isEqualTo("#!/usr/bin/env kernos\n" + FORMATTED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program)))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        String written = file("written.sxs", WRITTEN);
        Path link = Files.createSymbolicLink(directory.resolve("link.sxs"), Path.of("written.sxs"));

        assertThat(command.fmt(false, link.toString())).isEqualTo("formatted " + link);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Path.of(written)).hasContent(FORMATTED);
    }

    @Test
    void checkingChangesNothingAndNamesWhatWouldChange() throws IOException {
        String written = file("written.sxs", WRITTEN);
        String formatted = file("formatted.sxs", FORMATTED);

        assertThat(command.fmt(true, formatted)).isEqualTo("all formatted already");
        assertThatThrownBy(() -> command.fmt(true, formatted, written, written)).hasMessage("""
                KERNOS-0112 the file is not formatted
                  at  %1$s
                  fix sxs:fmt %1$s""", written);
        assertThat(text("written.sxs")).isEqualTo(WRITTEN);
    }

    @Test
    void whatCannotBeFormattedKeepsNoOtherFileFromIt() throws IOException {
        String broken = file("broken.sxs", "[(f a]");
        String written = file("written.sxs", WRITTEN);

        assertThatThrownBy(() -> command.fmt(false, broken, directory.toString(), written))
                .hasMessageStartingWith(
                        "formatted " + written + "\nKERNOS-0102 ']' does not close the '(' at " + broken)
                .hasMessageContaining("KERNOS-0214 the file could not be read or written")
                .hasMessageContaining("'" + directory + "' is no file");
        assertThat(text("broken.sxs")).isEqualTo("[(f a]");
        assertThat(text("written.sxs")).isEqualTo(FORMATTED);
    }

    @Test
    void bytesThatAreNotUtf8Survive() throws IOException {
        byte[] bytes = {'[', ' ', '"', (byte) 0xFF, '"', ']', '\n'};
        Path program = Files.write(directory.resolve("bytes.sxs"), bytes);

        command.fmt(false, program.toString());

        assertThat(program).hasBinaryContent(new byte[] {'[', '"', (byte) 0xFF, '"', ']', '\n'});
    }
}
