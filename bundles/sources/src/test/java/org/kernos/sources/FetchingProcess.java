package org.kernos.sources;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.kernos.sources.maven.MavenArchives;
import org.kernos.sources.maven.MavenSettings;

/** A process that resolves one hint, to be killed meanwhile. */
final class FetchingProcess {

    private FetchingProcess() {}

    public static void main(String[] arguments) throws Exception {
        resolve(Path.of(arguments[0]), arguments[1], arguments[2]);
    }

    /**
     * @param root where the local repository and the cache are
     */
    static Path resolve(Path root, String repository, String hint) throws Exception {
        List<URI> remote = List.of(URI.create(repository));
        try (MavenArchives archives =
                new MavenArchives(new MavenSettings(root.resolve("local"), remote, false, Duration.ofMinutes(1)))) {
            SourceCache cache = new SourceCache(root.resolve("cache"), (source, bytes) -> {});
            return new SourceHints(List.of(new MavenScheme(archives, cache)))
                    .source("alu", hint)
                    .resolve();
        }
    }
}
