package org.kernos.sources.maven;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names one archive in Maven repositories, as {@value #FORM}. Its parts are parts of paths too, which lead nowhere else: they come from hints.
 *
 * @param version one, and no range
 * @param classifier empty for the main artifact
 * @param type also the extension of its file: {@code zip} or {@code jar}
 */
public record MavenCoordinates(String group, String artifact, String version, String classifier, String type) {

    public static final String FORM = "GROUP:ARTIFACT:VERSION[:CLASSIFIER][@jar]";

    private static final String PART = "([A-Za-z0-9_][\\w.+-]*)";
    private static final Pattern PARTS = Pattern.compile(
            "(\\w[\\w-]*(?:\\.\\w[\\w-]*)*):" + PART + ":" + PART + "(?::" + PART + ")?(?:@(zip|jar))?");

    private static final String SNAPSHOT = "-SNAPSHOT";

    /** Versions that stand for whatever is the newest at the time: the same hint would lead to different modules. */
    private static final Pattern NEWEST = Pattern.compile("LATEST|RELEASE");

    /** Empty when the text has another form. */
    public static Optional<MavenCoordinates> parse(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() && !NEWEST.matcher(parts.group(3)).matches()
                ? Optional.of(new MavenCoordinates(
                        parts.group(1),
                        parts.group(2),
                        parts.group(3),
                        Objects.requireNonNullElse(parts.group(4), ""),
                        Objects.requireNonNullElse(parts.group(5), "zip")))
                : Optional.empty();
    }

    /** Whether what it names may change. */
    public boolean isSnapshot() {
        return version.endsWith(SNAPSHOT);
    }

    MavenCoordinates withVersion(String other) {
        return new MavenCoordinates(group, artifact, other, classifier, type);
    }

    /** Where a local repository has it; of a snapshot, the newest one that came there. */
    Path in(Path repository) {
        String file = artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + "." + type;
        return repository
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(file);
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier)
                + (type.equals("zip") ? "" : "@" + type);
    }
}
