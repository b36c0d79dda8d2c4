package org.kernos.deployer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a directory or an archive looks like from outside: names, sizes and times of its files, hidden ones aside, which are no part of a
 * module. Two equal stamps with time between them mean that nobody has written meanwhile.
 */
final class ContentStamp {

    /** Of what is not there. */
    static final String ABSENT = "absent";

    private ContentStamp() {}

    /** What cannot be read is a part of the stamp like everything else: whoever reads the module will say so. */
    static String of(Path path) {
        Path root;
        try {
            root = path.toRealPath();
        } catch (IOException e) {
            return ABSENT;
        }
        Map<String, String> files = new TreeMap<>();
        try {
            Files.walkFileTree(root, new Survey(root, files));
        } catch (IOException e) {
            files.put("", e.toString());
        }
        long hash = 17;
        for (Map.Entry<String, String> file : files.entrySet()) {
            hash = hash * 1_000_003 + file.getKey().hashCode();
            hash = hash * 1_000_003 + file.getValue().hashCode();
        }
        return Long.toHexString(hash);
    }

    static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    private static final class Survey extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Map<String, String> files;

        Survey(Path root, Map<String, String> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return !directory.equals(root) && isHidden(directory)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.equals(root) || !isHidden(file)) {
                note(file, attributes.size() + " " + attributes.lastModifiedTime());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            note(file, e.toString());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            if (e != null) {
                note(directory, e.toString());
            }
            return FileVisitResult.CONTINUE;
        }

        private void note(Path file, String what) {
            files.put(root.relativize(file).toString(), what);
        }
    }
}
