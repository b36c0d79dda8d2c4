package org.kernos.sources;

import java.nio.file.Path;
import java.util.List;
import org.kernos.sources.maven.MavenArchives;

/** The kinds of sources that there are. */
final class Schemes {

    private Schemes() {}

    /**
     * @param working that relative paths count from
     * @param archives of Maven repositories
     */
    static List<Scheme> all(Path working, SourceCache cache, MavenArchives archives) {
        LocalPaths paths = new LocalPaths(working);
        return List.of(new FileScheme(paths), new ZipScheme(paths, cache), new MavenScheme(archives, cache));
    }
}
