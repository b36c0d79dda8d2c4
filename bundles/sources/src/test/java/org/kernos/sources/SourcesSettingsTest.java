package org.kernos.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kernos.api.source.FetchListener;
import org.kernos.sources.maven.MavenSettings;

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
        assertThat(settings.maven().local()).isEqualTo(Path.of(System.getProperty("user.home"), ".m2/repository"));
        assertThat(settings.maven().remote()).isEmpty();
        assertThat(settings.maven().offline())
                .isEqualTo(SourcesConfiguration.class
                        .getDeclaredMethod("kernos_sources_maven_offline")
                        .getDefaultValue());
        assertThat(settings.silence()).hasMillis((int) SourcesConfiguration.class
                .getDeclaredMethod("kernos_sources_silence_ms")
                .getDefaultValue());
    }

    @Test
    void repositoriesAreAddresses() {
        Map<String, String> configured = Map.of(
                "kernos.sources.maven.repositories", "https://a.example/x , file:/srv/maven,http://localhost:81",
                "kernos.sources.maven.local", "repo",
                "kernos.sources.maven.offline", "true",
                "kernos.sources.silence.ms", "2500");
        MavenSettings maven =
                SourcesSettings.of(configured::get, Path.of("/here")).maven();
        assertThat(maven.remote())
                .extracting(Object::toString)
                .containsExactly("https://a.example/x", "file:/srv/maven", "http://localhost:81");
        assertThat(maven.local()).isEqualTo(Path.of("/here/repo"));
        assertThat(maven.offline()).isTrue();
        assertThat(maven.silence()).isEqualTo(Duration.ofMillis(2500));
    }

    @Test
    void progressIsLoggedAndToldAtTheBeginningAndOnceASecond() {
        List<String> lines = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        Logger logger = Logger.getLogger(FetchReports.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().equals(Level.INFO)) {
                    lines.add(line.getMessage());
                }
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
            FetchListener broken = (source, bytes) -> {
                throw new IllegalStateException("broken");
            };
            FetchReports progress = new FetchReports(
                    () -> now[0], () -> List.of(broken, (source, bytes) -> heard.add(source + " " + bytes)));
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
        assertThat(heard).containsExactly("zip:a 0", "zip:a 8192");
    }
}
