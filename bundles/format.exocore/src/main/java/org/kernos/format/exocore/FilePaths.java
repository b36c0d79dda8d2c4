package org.kernos.format.exocore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.ManifestProblems;
import org.kernos.descriptor.ModulePath;
import org.kernos.descriptor.Source;
import org.kernos.spi.NearNames;

/** Checks paths in a manifest against the files that the module has. */
final class FilePaths {

    private final TreeSet<String> files;
    private final ManifestProblems problems;

    FilePaths(Set<String> files, ManifestProblems problems) {
        this.files = new TreeSet<>(files);
        this.problems = problems;
    }

    private static boolean isPython(String path) {
        return path.endsWith(".mpy") || path.endsWith(".py");
    }

    /** The first file that could be an entry. */
    Optional<String> anyPython() {
        return files.stream().filter(FilePaths::isPython).findFirst();
    }

    /** The path, where it is that of a file in Python; empty when it is not, which is noted. */
    Optional<String> python(Json.Text path, String pointer) {
        if (isInside(path, pointer, "of a .mpy or .py file") && isPython(path, pointer) && isThere(path, pointer)) {
            return Optional.of(path.value());
        }
        return Optional.empty();
    }

    /** The path, where it is that of a file or of a directory with files; empty when it is not, which is noted. */
    Optional<String> any(Json.Text path, String pointer) {
        if (isInside(path, pointer, "of a file or directory")
                && (isDirectory(path.value()) || isThere(path, pointer))) {
            return Optional.of(path.value());
        }
        return Optional.empty();
    }

    private boolean isDirectory(String path) {
        String first = files.ceiling(path + "/");
        return first != null && first.startsWith(path + "/");
    }

    private boolean isInside(Json.Text path, String pointer, String what) {
        boolean leaves = ModulePath.leavesDirectory(path.value());
        boolean fits = !leaves && ModulePath.isPlain(path.value());
        if (!fits) {
            problems.add(
                    path,
                    leaves ? ProblemCode.OUTSIDE_DIRECTORY : ProblemCode.MANIFEST,
                    pointer,
                    "expected the path " + what + " inside the module directory, found " + path.found(),
                    "write it as seen from manifest.json, with '/' between names");
        }
        return fits;
    }

    private boolean isPython(Json.Text path, String pointer) {
        boolean fits = isPython(path.value());
        if (!fits) {
            problems.addExpected(
                    path,
                    pointer,
                    "a file of Python, .mpy or .py",
                    "name the bytecode that mpy-cross made, or the source");
        }
        return fits;
    }

    private boolean isThere(Json.Text path, String pointer) {
        boolean isThere = files.contains(path.value());
        if (!isThere) {
            List<String> near = NearNames.of(path.value(), files);
            problems.add(
                    path,
                    ProblemCode.LIBRARY_MISSING,
                    pointer,
                    "the module has no file '" + Source.excerpt(path.value()) + "'",
                    near.isEmpty() ? "put the file there, or name another one" : "write \"" + near.get(0) + "\"");
        }
        return isThere;
    }
}
