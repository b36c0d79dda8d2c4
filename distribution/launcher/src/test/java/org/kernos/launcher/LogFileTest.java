package org.kernos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void theFileHoldsWhatTheLevelsLetThrough() throws Exception {
        var settings = settings(Map.of("kernos.log.level", "INFO", "kernos.log.level.org.kernos.container", "DEBUG"));
        try (var log = LogFile.open(settings)) {
            assertThat(log).isNotNull();
            Logger.getLogger("org.kernos.container").fine("decided");
            Logger.getLogger("org.kernos.sxs").fine("not seen");
            Logger.getLogger("org.kernos.sxs").log(Level.INFO, "module {0}", "alu");
        }

        assertThat(Files.readAllLines(settings.logFile()))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" DEBUG org.kernos.container: decided"),
                        line -> assertThat(line).endsWith(" INFO  org.kernos.sxs: module alu"));
    }

    @Test
    void aStackTraceFollowsItsLine() throws Exception {
        var settings = settings(Map.of());
        try (var log = LogFile.open(settings)) {
            assertThat(log).isNotNull();
            Logger.getLogger("org.kernos.sxs").log(Level.SEVERE, "broken", new IllegalStateException("why"));
        }

        assertThat(settings.logFile())
                .content()
                .contains(" ERROR org.kernos.sxs: broken")
                .contains("java.lang.IllegalStateException: why")
                .contains("at org.kernos.launcher.LogFileTest");
    }

    @Test
    void anUnknownLevelNamesTheSettingAndTheLevels() {
        assertThatThrownBy(() -> LogFile.open(settings(Map.of("kernos.log.level", "LOUD"))))
                .hasMessage("kernos.log.level is 'LOUD', expected one of DEBUG, ERROR, INFO, TRACE, WARN");
    }

    private Settings settings(Map<String, String> properties) {
        var all = new HashMap<>(properties);
        all.put("kernos.storage", directory.toString());
        return new Settings(directory, all);
    }
}
