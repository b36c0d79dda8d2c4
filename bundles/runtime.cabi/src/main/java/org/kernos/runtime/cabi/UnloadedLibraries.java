package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kernos.api.Leak;
import org.kernos.api.Problem;

/** The libraries that were closed and yet stayed mapped, until they are gone (native U-4). Any thread. */
final class UnloadedLibraries {

    private record Left(String module, long revision, String file, String library, Problem cause) {}

    private final List<Left> left = new ArrayList<>();

    /**
     * @param file as the process's maps name it
     * @param library as its author knows it
     */
    synchronized void stayed(String module, long revision, String file, String library, Problem cause) {
        left.add(new Left(module, revision, file, library, cause));
    }

    /** Those that are mapped now; the others are forgotten. */
    synchronized List<Leak> stillMapped() {
        if (left.isEmpty()) {
            return List.of();
        }
        Map<String, Long> mapped = ProcessMaps.sizes();
        left.removeIf(library -> !mapped.containsKey(library.file));
        return left.stream()
                .map(library -> new Leak(
                        library.module,
                        library.revision,
                        library.library,
                        mapped.getOrDefault(library.file, 0L),
                        library.cause))
                .toList();
    }
}
