package org.kernos.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a module directory, as the container takes them: no hidden ones; behind links that stay inside what they lead to. */
public final class ModuleTree {

    private ModuleTree() {}

    /**
     * The files by their paths in the directory, with slashes, in the order of these. What the container refuses, such as a link that leads out, is
     * not among them.
     */
    public static SortedMap<String, Path> files(Path directory) throws IOException {
        Path root = directory.toRealPath();
        SortedMap<String, Path> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                return !each.equals(root) && isHidden(each) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isHidden(file) && (attributes.isRegularFile() || isLinkInside(file, attributes, root))) {
                    files.put(name(root, file), file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private static boolean isLinkInside(Path file, BasicFileAttributes attributes, Path root) throws IOException {
        return attributes.isSymbolicLink()
                && Files.isRegularFile(file)
                && file.toRealPath().startsWith(root);
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
    }
}
