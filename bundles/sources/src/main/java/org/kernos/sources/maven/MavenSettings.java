package org.kernos.sources.maven;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.kernos.api.source.Attempt;

/**
 * Which repositories there are, and how they are asked.
 *
 * @param local its directory; need not exist
 * @param remote their addresses, in the order in which they are asked; empty for those that every Maven project has
 * @param offline whether the remote ones are not asked at all
 * @param silence how long one of them may take to connect, and to send the next bytes
 */
public record MavenSettings(Path local, List<URI> remote, boolean offline, Duration silence) {

    public static final String OFFLINE = "kernos.sources.maven.offline";
    public static final String REPOSITORIES = "kernos.sources.maven.repositories";
    public static final String SILENCE = "kernos.sources.silence.ms";

    public MavenSettings {
        remote = List.copyOf(remote);
    }

    Attempt missing() {
        return new Attempt("local repository " + local, "does not have it");
    }
}
