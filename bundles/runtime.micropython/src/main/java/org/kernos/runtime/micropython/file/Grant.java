package org.kernos.runtime.micropython.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A directory of the host that Python code may use, at the path that it has there. Every path is walked down from it name by name, each
 * directory opened relative to the one above and none through a link: so nothing leads out, and there is no moment between a check
 * and its use in which someone could put a link there.
 */
public final class Grant {

    /** What it allows. */
    public enum Right {
        /** To import sources; other files are not there. */
        IMPORT,
        /** To read, write, make and remove. */
        WRITE
    }

    private static final String SOURCE = ".py";
    private static final int MOST_NAMES = 100_000;
    private static final int DEEPEST = 128;

    private final Path root;
    private final String path;
    private final Right right;

    private Grant(Path root, String path, Right right) {
        this.root = root;
        this.path = path;
        this.right = right;
    }

    /** Does something with a name in a directory, which is closed afterwards. */
    @FunctionalInterface
    private interface Work<T> {
        T in(SecureDirectoryStream<Path> directory, Path name) throws IOException;
    }

    /**
     * @param directory absolute, or seen from the process's working directory; Python finds it under that name, whatever it is a link to
     * @throws IOException when it is no directory, or this system cannot open files relative to one
     */
    public static Grant of(Path directory, Right right) throws IOException {
        Path root = directory.toRealPath();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
            if (!(stream instanceof SecureDirectoryStream<Path>)) {
                throw new IOException(
                        "this system has no way to open a file relative to a directory, so that it is not safe");
            }
        }
        return new Grant(root, FileTree.absolute("/", directory.toAbsolutePath().toString()), right);
    }

    /** Where Python code finds it. */
    public String path() {
        return path;
    }

    boolean canWrite() {
        return right == Right.WRITE;
    }

    /** Whether a path is this directory or below it. */
    boolean covers(String file) {
        return file.equals(path) || path.equals("/") || file.startsWith(path + "/");
    }

    private List<Path> names(String file) throws IOException {
        List<Path> names = new ArrayList<>();
        for (String name :
                file.substring(Math.min(file.length(), path.length())).split("/")) {
            if (!name.isEmpty()) {
                names.add(name(name));
            }
        }
        if (names.size() > DEEPEST) {
            throw new RefusedException(Errors.NAME_TOO_LONG);
        }
        return names;
    }

    private static Path name(String name) throws IOException {
        try {
            Path one = Path.of(name);
            if (one.getNameCount() == 1 && !one.isAbsolute() && !name.equals("..") && !name.equals(".")) {
                return one;
            }
        } catch (InvalidPathException e) {
            // Told below, as for a name that is more than one on this system.
        }
        throw new RefusedException(Errors.BAD_ARGUMENT);
    }

    /** A new stream over the directory that the names lead to; for the caller to close. */
    @SuppressWarnings("StreamResourceLeak")
    private SecureDirectoryStream<Path> directory(List<Path> names) throws IOException {
        SecureDirectoryStream<Path> current = secure(Files.newDirectoryStream(root));
        for (Path name : names) {
            try (SecureDirectoryStream<Path> above = current) {
                current = step(above, name);
            }
        }
        return current;
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) {
        // Checked for the root, and what is opened relative to one is one.
        return (SecureDirectoryStream<Path>) stream;
    }

    /** Opening does not follow a link either; what is seen here is for the error, and JDK 25 leaks what is no directory. */
    private static SecureDirectoryStream<Path> step(SecureDirectoryStream<Path> above, Path name) throws IOException {
        BasicFileAttributes attributes = attributes(above, name);
        if (attributes.isSymbolicLink()) {
            throw new RefusedException(Errors.LINK);
        } else if (!attributes.isDirectory()) {
            throw new RefusedException(Errors.NOT_A_DIRECTORY);
        }
        return above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private <T> T in(String file, Work<T> work) throws IOException {
        List<Path> names = names(file);
        if (names.isEmpty()) {
            throw new RefusedException(Errors.ACCESS);
        }
        try (SecureDirectoryStream<Path> directory = directory(names.subList(0, names.size() - 1))) {
            return work.in(directory, names.get(names.size() - 1));
        }
    }

    /** Of a file or directory, not of what a link leads to; a link is refused. */
    BasicFileAttributes attributes(String file) throws IOException {
        if (names(file).isEmpty()) {
            return Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        BasicFileAttributes found = in(file, Grant::attributes);
        if (found.isSymbolicLink()) {
            throw new RefusedException(Errors.LINK);
        } else if (!found.isDirectory() && !isVisible(file)) {
            throw new NoSuchFileException(file);
        }
        return found;
    }

    private boolean isVisible(String file) {
        return right != Right.IMPORT || file.endsWith(SOURCE);
    }

    /** The names in a directory, sorted. */
    List<String> list(String file) throws IOException {
        List<String> names = new ArrayList<>();
        try (SecureDirectoryStream<Path> directory = directory(names(file))) {
            for (Path child : directory) {
                String name = String.valueOf(child.getFileName());
                if (isVisible(name) || attributes(directory, Path.of(name)).isDirectory()) {
                    names.add(name);
                }
                if (names.size() > MOST_NAMES) {
                    throw new RefusedException(Errors.OUT_OF_RANGE);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        return names;
    }

    SeekableByteChannel open(String file, Set<StandardOpenOption> options) throws IOException {
        if (!isVisible(file)) {
            throw new NoSuchFileException(file);
        }
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return in(file, (directory, name) -> directory.newByteChannel(name, all));
    }

    /** The JDK has no way to make one relative to another: it is made in the root and moved. */
    void makeDirectory(String file) throws IOException {
        in(file, (directory, name) -> {
            try {
                attributes(directory, name);
            } catch (NoSuchFileException e) {
                Path made = Path.of(".new-" + UUID.randomUUID());
                Files.createDirectory(root.resolve(made));
                try (SecureDirectoryStream<Path> top = directory(List.of())) {
                    top.move(made, directory, name);
                }
                return true;
            }
            throw new RefusedException(Errors.EXISTS);
        });
    }

    void removeFile(String file) throws IOException {
        in(file, (directory, name) -> {
            directory.deleteFile(name);
            return true;
        });
    }

    void removeDirectory(String file) throws IOException {
        in(file, (directory, name) -> {
            directory.deleteDirectory(name);
            return true;
        });
    }

    /** Replaces a file that is there, at once. */
    void rename(String from, Grant other, String to) throws IOException {
        in(
                from,
                (directory, name) -> other.in(to, (target, newName) -> {
                    directory.move(name, target, newName);
                    return true;
                }));
    }
}
