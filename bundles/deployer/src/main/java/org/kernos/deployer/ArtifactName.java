package org.kernos.deployer;

import java.util.List;
import java.util.Locale;

/** Names that tools give to what is not complete yet. */
final class ArtifactName {

    private static final List<String> UNFINISHED =
            List.of(".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".new", "~");

    private ArtifactName() {}

    /**
     * Whether nothing is to be done with a file or directory of this name: a hidden one, or one that is to be renamed when it is complete.
     *
     * @param name of the artifact, or of the jar that FileInstall has made of a directory: its name and {@code .jar}
     */
    static boolean isIgnored(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String stem = lower.endsWith(".jar") ? lower.substring(0, lower.length() - 4) : lower;
        return lower.startsWith(".") || UNFINISHED.stream().anyMatch(stem::endsWith);
    }
}
