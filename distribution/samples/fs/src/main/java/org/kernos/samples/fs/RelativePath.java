package org.kernos.samples.fs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A path below the root, as names that each stand for one step down. Empty for the root itself.
 *
 * @param names no {@code .}, no {@code ..}, and none with a separator in it
 */
record RelativePath(List<Path> names) {

    private static final int LONGEST = 4_096;
    private static final int DEEPEST = 128;

    /**
     * @throws org.kernos.api.KernelException for an absolute path, one with {@code ..}, and one that no file can have
     */
    static RelativePath of(String text) {
        if (text.length() > LONGEST) {
            throw Failure.PATH.with("a path has " + text.length() + " characters, at most " + LONGEST + " are allowed");
        } else if (text.startsWith("/")) {
            throw Failure.PATH.with("'" + text + "' is absolute, expected a path relative to the root");
        }
        List<Path> names = new ArrayList<>();
        for (String name : text.split("/")) {
            if (name.equals("..")) {
                throw Failure.PATH.with("'" + text + "' goes up with '..', which no path may");
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name(name, text));
            }
        }
        if (names.size() > DEEPEST) {
            throw Failure.PATH.with("'" + text + "' is deeper than " + DEEPEST + " directories");
        }
        return new RelativePath(List.copyOf(names));
    }

    private static Path name(String name, String text) {
        try {
            Path path = Path.of(name);
            if (path.getNameCount() == 1 && !path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Told below, as for a name that is more than one on this system.
        }
        throw Failure.PATH.with("'" + text + "' has a name that no file can have: '" + name + "'");
    }

    boolean isRoot() {
        return names.isEmpty();
    }

    /** Of a path that is not the root. */
    Path name() {
        return names.get(names.size() - 1);
    }

    /** Of a path that is not the root. */
    RelativePath parent() {
        return new RelativePath(names.subList(0, names.size() - 1));
    }

    /** The first so many names. */
    RelativePath first(int count) {
        return new RelativePath(names.subList(0, count));
    }

    /** With {@code /} between the names; a point for the root. */
    @Override
    public String toString() {
        return isRoot()
                ? "."
                : String.join("/", names.stream().map(Path::toString).toList());
    }
}
