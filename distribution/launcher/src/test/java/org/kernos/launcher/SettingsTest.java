package org.kernos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Path HOME = Path.of("/opt/kernos");

    private final Properties file = new Properties();
    private final Properties system = new Properties();

    @Test
    void referencesAreReplacedToAnyDepth() {
        file.setProperty("kernos.boot", "${kernos.path}");
        file.setProperty("kernos.path", "${kernos.home}/modules,${user.name}");
        system.setProperty("user.name", "ada");

        assertThat(read().properties()).containsEntry("kernos.boot", "/opt/kernos/modules,ada");
    }

    @Test
    void aSystemPropertyOfOursWinsAndAnotherOneIsLeftAlone() {
        file.setProperty("kernos.lock", "none");
        file.setProperty("gosh.home", "here");
        system.setProperty("kernos.lock", "after-boot");
        system.setProperty("gosh.home", "there");

        assertThat(read().properties())
                .containsEntry("kernos.lock", "after-boot")
                .containsEntry("gosh.home", "here");
    }

    @Test
    void anUnknownReferenceNamesTheSetting() {
        file.setProperty("kernos.boot", "${kernos.hom}/modules");

        assertThatThrownBy(this::read)
                .isInstanceOf(LaunchException.class)
                .hasMessage("etc/kernos.properties: 'kernos.boot' refers to ${kernos.hom}, which is neither there nor a"
                        + " system property");
    }

    @Test
    void aSettingThatRefersToItselfIsRefused() {
        file.setProperty("a", "${b}");
        file.setProperty("b", "${a}");

        assertThatThrownBy(this::read).isInstanceOf(LaunchException.class).hasMessageContaining("refers to itself");
    }

    @Test
    void theStorageIsTheOneChosenIfItCanBeWritten(@TempDir Path directory) {
        file.setProperty("kernos.storage", directory.resolve("not/there/yet").toString());

        assertThat(read().storage()).isEqualTo(directory.resolve("not/there/yet"));
        assertThat(read().logFile()).isEqualTo(directory.resolve("not/there/yet/log/kernos.log"));
    }

    private Settings read() {
        return Settings.of(HOME, file, system);
    }
}
