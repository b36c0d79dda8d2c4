package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kernos.api.source.RequestedModule;

final class BootEntryTest {

    private static final Path WORKING = Path.of("").toAbsolutePath();

    private static List<String> spelled(String text) {
        return BootEntry.parse(text, WORKING).stream().map(BootEntry::spelled).toList();
    }

    private static BootEntry only(String text) {
        List<BootEntry> entries = BootEntry.parse(text, WORKING);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    @Test
    void entriesStandBetweenCommas() {
        assertThat(spelled(" alu, io,, /opt/my modules ,mylib@mvn:org.example:mylib:1.0,"))
                .containsExactly("alu", "io", "/opt/my modules", "mylib@mvn:org.example:mylib:1.0");
        assertThat(spelled("")).isEmpty();
        assertThat(spelled(" , ")).isEmpty();
    }

    @Test
    void whatHasCommasInItStandsInQuotes() {
        assertThat(spelled("\"alu@zip:/a,b.zip\" , io")).containsExactly("alu@zip:/a,b.zip", "io");
        assertThat(spelled("io,\"say \"\"alu\"\", or none\"")).containsExactly("io", "say \"alu\", or none");
        assertThat(spelled("alu@say \"a\"")).containsExactly("alu@say \"a\"");
        assertThat(spelled("\"\",io")).containsExactly("io");
    }

    @Test
    void aQuoteWithoutAnEndNamesKeyAndPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContainerSettings.of(Map.of("kernos.boot", "io, \"alu@x, y")::get))
                .withMessage("org.kernos.container: kernos.boot is '\"alu@x, y', expected entries between commas,"
                        + " those with commas in double quotes that end");
        assertThatIllegalArgumentException().isThrownBy(() -> spelled("\"alu\" io"));
        assertThatIllegalArgumentException().isThrownBy(() -> spelled("\"alu\"\""));
    }

    @Test
    void aNameMayHaveAHint() {
        assertThat(only("alu").module()).contains(new RequestedModule("alu", Optional.empty()));
        assertThat(only("alu@").module()).contains(new RequestedModule("alu", Optional.empty()));
        assertThat(only("alu@git+https://host/a@b#main:dir").module())
                .contains(new RequestedModule("alu", Optional.of("git+https://host/a@b#main:dir")));
        assertThat(only("/opt/modules").module()).isEmpty();
        assertThat(only("../a@b").module()).isEmpty();
    }

    @Test
    void directoriesCountFromTheWorkingDirectory() {
        assertThat(only("modules").directory()).contains(WORKING.resolve("modules"));
        assertThat(only("/opt/../srv").directory()).contains(Path.of("/srv"));
        assertThat(only("a\0b").directory()).isEmpty();
    }
}
