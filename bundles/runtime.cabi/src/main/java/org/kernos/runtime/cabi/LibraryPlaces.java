package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.ModuleFiles;

/**
 * Where a kernel's library may be in its module (native C-6). Descriptors name {@code libkernel_x.dylib} on every
 * platform, so the name alone does not say which file is meant.
 */
final class LibraryPlaces {

    private static final Pattern LIBRARY_NAME = Pattern.compile(".*\\.(so(\\.\\d+)*|dylib|dll)");
    private static final String OBJECT_SUFFIX = ".o";
    private static final int SHOWN = 10;

    private final String library;
    private final ModuleFiles files;
    private final HostPlatform host;

    LibraryPlaces(String library, ModuleFiles files, HostPlatform host) {
        this.library = library;
        this.files = files;
        this.host = host;
    }

    static boolean isLibrary(String path) {
        return LIBRARY_NAME.matcher(path).matches();
    }

    static boolean isObject(String path) {
        return path.endsWith(OBJECT_SUFFIX);
    }

    /** All places, the preferred one first; each once. Objects are called the same on every platform. */
    List<String> all() {
        String platformName = isObject(library) ? library : stem() + host.suffix();
        String directory = "native/" + host.directory() + "/";
        return List.of(library, platformName, directory + library, directory + platformName).stream()
                .distinct()
                .toList();
    }

    private String stem() {
        for (String suffix : List.of(".so", ".dylib", ".dll")) {
            if (library.endsWith(suffix)) {
                return library.substring(0, library.length() - suffix.length());
            }
        }
        return library;
    }

    /** The places where there is a file. */
    List<String> existing() {
        Set<String> paths = files.paths();
        return all().stream().filter(paths::contains).toList();
    }

    /** Why {@link #existing} is empty. */
    Problem missing() {
        return missing(all());
    }

    /**
     * @param lookedFor the only places that count
     */
    Problem missing(List<String> lookedFor) {
        if (library.startsWith("/") || List.of(library.split("/")).contains("..")) {
            return Problem.of(
                            ProblemCode.OUTSIDE_DIRECTORY,
                            "the library '" + library + "' is outside the module directory '" + files.location() + "'")
                    .at(Place.of(files.location()))
                    .fix("put the library into the module directory and name it without a path");
        }
        return Problem.of(
                        ProblemCode.LIBRARY_MISSING,
                        "the module has no library '" + library + "'; looked for '" + String.join("', '", lookedFor)
                                + "'")
                .at(Place.of(files.location()))
                .suggest(others())
                .fix("build the library, or correct its name in the descriptor");
    }

    private List<String> others() {
        return files.paths().stream()
                .filter(path -> isLibrary(path) || isObject(path))
                .sorted()
                .limit(SHOWN)
                .toList();
    }

    /** The libraries beside this one, which it may find through {@code $ORIGIN}; sorted, without itself. */
    static List<String> siblings(ModuleFiles files, String path) {
        String directory = directoryOf(path);
        List<String> siblings = new ArrayList<>();
        for (String other : files.paths()) {
            if (!other.equals(path) && isLibrary(other) && directoryOf(other).equals(directory)) {
                siblings.add(other);
            }
        }
        siblings.sort(null);
        return siblings;
    }

    /** With its closing slash; empty for a file that is in no directory. */
    static String directoryOf(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
