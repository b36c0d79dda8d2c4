package org.kernos.samples.fs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * The directory below which everything happens, held open. Every path is walked down from it name by name, each directory
 * opened relative to the one above and none through a link: so there is no moment between a check and its use in which
 * someone could put a link there.
 */
final class GrantedRoot implements AutoCloseable {

    private final Path path;
    private final SecureDirectoryStream<Path> stream;

    private GrantedRoot(Path path, SecureDirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /** Does something in a directory, which is closed afterwards. */
    @FunctionalInterface
    interface Work<T> {
        T in(SecureDirectoryStream<Path> directory, Path name) throws IOException;
    }

    /**
     * @throws IllegalArgumentException when it is no directory, or this system cannot open relative to one
     */
    @SuppressWarnings(
            "StreamResourceLeak") // It stays open as long as this; it is closed at once where it is of no use.
    static GrantedRoot open(String setting) {
        try {
            Path path = Path.of(setting).toRealPath();
            DirectoryStream<Path> stream = Files.newDirectoryStream(path);
            if (stream instanceof SecureDirectoryStream<Path> secure) {
                return new GrantedRoot(path, secure);
            }
            stream.close();
            throw new IllegalArgumentException(
                    "this system has no way to open a file relative to a directory, so that 'fs' would not be safe");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "kernos.module.fs.root is '" + setting + "', which is no directory that can be opened: " + e, e);
        }
    }

    /**
     * Does something with a path in its directory.
     *
     * @throws org.kernos.api.KernelException when the path leads through a link or what is no directory, or the work fails
     */
    <T> T in(RelativePath file, Work<T> work) {
        if (file.isRoot()) {
            throw Failure.KIND.with("'.' is the root itself");
        }
        try (SecureDirectoryStream<Path> directory = directory(file.parent())) {
            return work.in(directory, file.name());
        } catch (IOException e) {
            throw Failure.of(e, file);
        }
    }

    /**
     * A new stream over the directory.
     *
     * @throws NoSuchFileException when there is none
     */
    SecureDirectoryStream<Path> directory(RelativePath file) throws IOException {
        SecureDirectoryStream<Path> current = stream.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS);
        for (int i = 0; i < file.names().size(); i++) {
            try (SecureDirectoryStream<Path> above = current) {
                current = step(above, file.names().get(i), file.first(i + 1));
            }
        }
        return current;
    }

    /** Opening does not follow a link either; what is seen here is for the message, and JDK 25 leaks what is no directory. */
    private static SecureDirectoryStream<Path> step(SecureDirectoryStream<Path> above, Path name, RelativePath shown)
            throws IOException {
        BasicFileAttributes attributes = attributes(above, name);
        if (attributes.isSymbolicLink()) {
            throw Failure.LINK.with("'" + shown + "' is a link, which is not followed");
        } else if (!attributes.isDirectory()) {
            throw Failure.KIND.with("'" + shown + "' is no directory");
        }
        return above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }

    /** Of the thing itself, also if it is a link. */
    static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** Of the thing itself, also if it is a link. */
    BasicFileAttributes attributes(RelativePath file) {
        if (file.isRoot()) {
            try {
                return attributes(stream, Path.of("."));
            } catch (IOException e) {
                throw Failure.of(e, file);
            }
        }
        return in(file, GrantedRoot::attributes);
    }

    /**
     * Makes a directory, if it is not there. The JDK has no way to make one relative to another: it is made in the root and moved.
     */
    void makeDirectory(RelativePath file) {
        in(file, (directory, name) -> {
            try {
                BasicFileAttributes there = attributes(directory, name);
                if (there.isSymbolicLink()) {
                    throw Failure.LINK.with("'" + file + "' is a link, which is not followed");
                } else if (!there.isDirectory()) {
                    throw Failure.KIND.with("'" + file + "' is there and is no directory");
                }
                return 0;
            } catch (NoSuchFileException e) {
                Path made = Path.of(".new-" + UUID.randomUUID());
                Files.createDirectory(path.resolve(made));
                stream.move(made, directory, name);
                return 0;
            }
        });
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
