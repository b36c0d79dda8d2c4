package org.kernos.samples.kv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where stores may be: anywhere the process may write, relative paths from its working directory; or, where a root is set, below
 * that.
 */
final class StorePaths {

    private final Optional<Path> root;

    StorePaths(Optional<String> root) {
        this.root = root.map(Path::of);
    }

    /**
     * The directory of this path, which is there when this returns, without links in it.
     *
     * @throws org.kernos.api.KernelException when it is not below the root, or cannot be made
     */
    String resolve(String path) {
        try {
            if (root.isEmpty()) {
                Path directory = Path.of(path).toAbsolutePath().normalize();
                return Files.createDirectories(directory).toRealPath().toString();
            }
            Path top = Files.createDirectories(root.get()).toRealPath();
            Path wanted = top.resolve(path).normalize();
            // A link on the way may lead out: nothing is made behind one that does.
            requireBelow(top, wanted, path);
            requireBelow(top, existing(wanted, top).toRealPath(), path);
            Path made = Files.createDirectories(wanted).toRealPath();
            requireBelow(top, made, path);
            return made.toString();
        } catch (IOException | InvalidPathException e) {
            throw Failure.STORAGE.with("no store can be in '" + path + "': " + e);
        }
    }

    /** The part of the path that is there. */
    private static Path existing(Path wanted, Path top) {
        Path existing = wanted;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = existing.getParent();
            existing = parent == null ? top : parent;
        }
        return existing;
    }

    private static void requireBelow(Path top, Path found, String path) {
        if (!found.startsWith(top)) {
            throw Failure.OUTSIDE.with("'" + path + "' is not below " + top + " (kernos.module.kv.root)");
        }
    }
}
