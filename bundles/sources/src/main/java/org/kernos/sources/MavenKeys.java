package org.kernos.sources;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kernos.sources.maven.MavenSettings;

/** What is configured for Maven repositories, checked: a part of {@link SourcesSettings}. */
final class MavenKeys {

    private static final String LOCAL = "kernos.sources.maven.local";

    private MavenKeys() {}

    static MavenSettings read(UnaryOperator<@Nullable String> configured, Path working, Duration silence) {
        String local = SourcesSettings.text(configured, LOCAL);
        return new MavenSettings(
                local.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
                        : working.resolve(local).normalize(),
                repositories(SourcesSettings.text(configured, MavenSettings.REPOSITORIES)),
                offline(SourcesSettings.text(configured, MavenSettings.OFFLINE)),
                silence);
    }

    private static List<URI> repositories(String text) {
        List<URI> repositories = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                repositories.add(repository(part.trim(), text));
            }
        }
        return repositories;
    }

    /**
     * @param all that it is a part of
     */
    private static URI repository(String address, String all) {
        if (UserInfo.isIn(address)) {
            String range = "addresses without users and passwords, which logs would show";
            throw SourcesSettings.refused(MavenSettings.REPOSITORIES, address, range);
        }
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
        throw SourcesSettings.refused(
                MavenSettings.REPOSITORIES,
                UserInfo.blanked(address, all),
                "a list of http:, https: and file: addresses");
    }

    private static boolean offline(String word) {
        if (!List.of("", "true", "false").contains(word)) {
            throw SourcesSettings.refused(MavenSettings.OFFLINE, word, "true or false");
        }
        return Boolean.parseBoolean(word);
    }
}
