package org.kernos.sources;

import java.nio.file.Path;
import java.util.List;

/** The kinds of sources that there are. */
final class Schemes {

    private Schemes() {}

    /**
     * @param working that relative paths count from
     */
    static List<Scheme> all(Path working, SourceCache cache) {
        LocalPaths paths = new LocalPaths(working);
        return List.of(new FileScheme(paths), new ZipScheme(paths, cache));
    }
}
