package org.kernos.sources;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleDescriptor;
import org.kernos.archive.Digest;
import org.kernos.sources.maven.MavenSettings;

/**
 * What is configured, checked. Keys and defaults stand in {@link SourcesConfiguration}.
 *
 * @param overrides hints by module
 * @param cache empty for the bundle's own
 * @param silence for so long a host may say nothing
 * @param maven which repositories there are
 */
record SourcesSettings(
        Profile profile,
        Map<String, String> overrides,
        List<Path> workspace,
        List<Path> packages,
        Map<String, Digest> digests,
        Optional<Path> cache,
        Duration silence,
        MavenSettings maven) {

    static final String DIGESTS = "kernos.sources.digests";
    private static final String OVERRIDES = "kernos.sources.overrides";
    private static final String PROFILE = "kernos.sources.profile";
    private static final String SILENCE = "kernos.sources.silence.ms";
    private static final long LEAST_SILENCE_MS = 1_000;
    private static final long SILENCE_MS = 10_000;
    private static final long MOST_SILENCE_MS = 3_600_000;

    SourcesSettings {
        overrides = Map.copyOf(overrides);
        workspace = List.copyOf(workspace);
        packages = List.copyOf(packages);
        digests = Map.copyOf(digests);
    }

    /**
     * @param configured the value of a key, or null when nobody set it
     * @param working that relative paths count from
     * @throws IllegalArgumentException naming key, value and range of a value that is out of range
     */
    static SourcesSettings of(UnaryOperator<@Nullable String> configured, Path working) {
        Map<String, Digest> digests = new TreeMap<>();
        entries(DIGESTS, text(configured, DIGESTS))
                .forEach((module, digest) -> digests.put(
                        module,
                        Digest.parse(digest).orElseThrow(() -> refused(DIGESTS, module + "=" + digest, Digest.FORM))));
        String cache = text(configured, "kernos.sources.cache");
        String workspace = text(configured, "kernos.sources.workspace");
        Duration silence = silence(text(configured, SILENCE));
        return new SourcesSettings(
                profile(text(configured, PROFILE)),
                entries(OVERRIDES, text(configured, OVERRIDES)),
                paths(workspace.isEmpty() ? text(configured, "kernos.path") : workspace, working),
                paths(text(configured, "kernos.sources.packages"), working),
                digests,
                cache.isEmpty()
                        ? Optional.empty()
                        : Optional.of(working.resolve(cache).normalize()),
                silence,
                MavenKeys.read(configured, working, silence));
    }

    static String text(UnaryOperator<@Nullable String> configured, String key) {
        String value = configured.apply(key);
        return value == null ? "" : value.trim();
    }

    private static Duration silence(String text) {
        String range = LEAST_SILENCE_MS + " to " + MOST_SILENCE_MS;
        try {
            long ms = text.isEmpty() ? SILENCE_MS : Long.parseLong(text);
            if (ms < LEAST_SILENCE_MS || ms > MOST_SILENCE_MS) {
                throw refused(SILENCE, text, range);
            }
            return Duration.ofMillis(ms);
        } catch (NumberFormatException e) {
            throw refused(SILENCE, text, range);
        }
    }

    private static Profile profile(String word) {
        String words = Arrays.stream(Profile.values()).map(Profile::word).collect(Collectors.joining(", "));
        return word.isEmpty()
                ? Profile.DEVELOPMENT
                : Arrays.stream(Profile.values())
                        .filter(profile -> profile.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> refused(PROFILE, word, "one of " + words));
    }

    private static List<Path> paths(String text, Path working) {
        List<Path> paths = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                paths.add(working.resolve(part.trim()).normalize());
            }
        }
        return paths;
    }

    private static Map<String, String> entries(String key, String text) {
        Map<String, String> entries = new TreeMap<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            String module = equals < 0 ? "" : part.substring(0, equals).trim();
            if (part.isBlank()) {
                continue;
            } else if (!ModuleDescriptor.isModuleName(module)) {
                throw refused(key, UserInfo.blanked(part.trim(), text), "a list of MODULE=VALUE");
            }
            entries.put(module, part.substring(equals + 1).trim());
        }
        return entries;
    }

    static IllegalArgumentException refused(String key, String value, String range) {
        return new IllegalArgumentException(
                SourcesConfiguration.PID + ": " + key + " is '" + UserInfo.blanked(value) + "', expected " + range);
    }
}
