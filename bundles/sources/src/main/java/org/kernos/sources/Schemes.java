package org.kernos.sources;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.sources.maven.MavenArchives;

/** The kinds of sources that there are. */
final class Schemes {

    private static final Map<String, String> MISSING = Map.of(
            "git+ssh", "SSH takes keys and a library that Kernos does not have; git+https and git+file are there");

    private Schemes() {}

    /** Why there is none with this prefix, where people may well expect one. */
    static Optional<String> whyNot(String prefix) {
        return Optional.ofNullable(MISSING.get(prefix));
    }

    /**
     * @param working that relative paths count from
     * @param archives of Maven repositories
     */
    static List<Scheme> all(Path working, SourceCache cache, GitRepositories git, MavenArchives archives) {
        List<Scheme> all = all(working, cache, git);
        all.add(new MavenScheme(archives, cache));
        return all;
    }

    /** Without that of Maven. */
    static List<Scheme> all(Path working, SourceCache cache, GitRepositories git) {
        LocalPaths paths = new LocalPaths(working);
        List<Scheme> all = new ArrayList<>(List.of(new FileScheme(paths), new ZipScheme(paths, cache)));
        all.addAll(GitScheme.all(paths, git));
        return all;
    }
}
