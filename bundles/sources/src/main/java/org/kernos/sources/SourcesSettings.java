package org.kernos.sources;

import java.net.URI;
import java.net.URISyntaxException;
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
import org.kernos.sources.maven.MavenSettings;

/**
 * What is configured, checked. Keys and defaults stand in {@link SourcesConfiguration}.
 *
 * @param overrides hints by module
 * @param cache empty for the bundle's own
 * @param maven which repositories there are
 */
record SourcesSettings(
        Profile profile,
        Map<String, String> overrides,
        List<Path> workspace,
        List<Path> packages,
        Map<String, Digest> digests,
        Optional<Path> cache,
        MavenSettings maven) {

    static final String DIGESTS = "kernos.sources.digests";
    private static final String OVERRIDES = "kernos.sources.overrides";
    private static final String PROFILE = "kernos.sources.profile";

    private static final int DEFAULT_SILENCE_MS = 10_000;
    private static final int MOST_SILENCE_MS = 3_600_000;

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
        return new SourcesSettings(
                profile(text(configured, PROFILE)),
                entries(OVERRIDES, text(configured, OVERRIDES)),
                paths(workspace.isEmpty() ? text(configured, "kernos.path") : workspace, working),
                paths(text(configured, "kernos.sources.packages"), working),
                digests,
                cache.isEmpty()
                        ? Optional.empty()
                        : Optional.of(working.resolve(cache).normalize()),
                maven(configured, working));
    }

    private static String text(UnaryOperator<@Nullable String> configured, String key) {
        String value = configured.apply(key);
        return value == null ? "" : value.trim();
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

    private static MavenSettings maven(UnaryOperator<@Nullable String> configured, Path working) {
        String local = text(configured, "kernos.sources.maven.local");
        List<URI> repositories = new ArrayList<>();
        for (String part : text(configured, MavenSettings.REPOSITORIES).split(",")) {
            if (!part.isBlank()) {
                repositories.add(repository(part.trim()));
            }
        }
        return new MavenSettings(
                local.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
                        : working.resolve(local).normalize(),
                repositories,
                offline(text(configured, MavenSettings.OFFLINE)),
                silence(text(configured, MavenSettings.SILENCE)));
    }

    private static URI repository(String address) {
        try {
            URI uri = new URI(address);
            boolean local = "file".equals(uri.getScheme()) && uri.getPath() != null;
            boolean remote =
                    List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
            if (local || remote) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Refused below, like others.
        }
        throw refused(MavenSettings.REPOSITORIES, address, "a list of http:, https: and file: addresses");
    }

    private static boolean offline(String word) {
        if (!List.of("", "true", "false").contains(word)) {
            throw refused(MavenSettings.OFFLINE, word, "true or false");
        }
        return Boolean.parseBoolean(word);
    }

    private static Duration silence(String text) {
        try {
            int millis = text.isEmpty() ? DEFAULT_SILENCE_MS : Integer.parseInt(text);
            if (millis >= 1 && millis <= MOST_SILENCE_MS) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException e) {
            // Refused below, like others.
        }
        throw refused(MavenSettings.SILENCE, text, "1 to " + MOST_SILENCE_MS);
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
                throw refused(key, part.trim(), "a list of MODULE=VALUE");
            }
            entries.put(module, part.substring(equals + 1).trim());
        }
        return entries;
    }

    private static IllegalArgumentException refused(String key, String value, String range) {
        return new IllegalArgumentException(
                SourcesConfiguration.PID + ": " + key + " is '" + value + "', expected " + range);
    }
}
