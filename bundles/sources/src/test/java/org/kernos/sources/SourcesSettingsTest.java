package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SourcesSettingsTest {

    @Test
    void everyKeyOfTheMetatypeStandsInTheDocsAndTheOtherWayRound() throws Exception {
        String page = Files.readString(Path.of("../../docs/configuration.md"));
        int start = page.indexOf("## " + SourcesConfiguration.PID + "\n");
        List<String> documented = Pattern.compile("^\\| `(kernos\\.[a-z.]+)`", Pattern.MULTILINE)
                .matcher(page.substring(start, page.indexOf("\n## ", start)))
                .results()
                .map((MatchResult result) -> result.group(1))
                .sorted()
                .toList();
        assertThat(Arrays.stream(SourcesConfiguration.class.getDeclaredMethods())
                        .map(method -> method.getName().replace('_', '.'))
                        .sorted())
                .isEqualTo(documented);
    }

    @Test
    void theDefaultsAreThoseOfTheMetatype() throws Exception {
        SourcesSettings settings = SourcesSettings.of(key -> null, Path.of("/here"));
        assertThat(settings.profile().word())
                .isEqualTo(SourcesConfiguration.class
                        .getDeclaredMethod("kernos_sources_profile")
                        .getDefaultValue());
        assertThat(settings.overrides()).isEmpty();
        assertThat(settings.workspace()).isEmpty();
        assertThat(settings.packages()).isEmpty();
        assertThat(settings.digests()).isEmpty();
        assertThat(settings.cache()).isEmpty();
        assertThat(settings.silence()).hasMillis((int) SourcesConfiguration.class
                .getDeclaredMethod("kernos_sources_silence_ms")
                .getDefaultValue());
    }

    @Test
    void progressIsLoggedAtTheBeginningAndOnceASecond() {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(ProgressLog.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
        try {
            long[] now = {5};
            ProgressLog progress = new ProgressLog(() -> now[0]);
            progress.at("zip:a", 0);
            progress.at("zip:a", 4096);
            now[0] += 1_000_000_000L;
            progress.at("zip:a", 8192);
            progress.at("zip:a", 9000);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        assertThat(lines).containsExactly("zip:a: 0 KiB written", "zip:a: 8 KiB written");
    }
}
