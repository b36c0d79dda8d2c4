package org.kernos.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The directory of one running framework. A temporary one goes when it is closed; another one is locked while it is open. */
final class Storage implements AutoCloseable {

    private final Path directory;
    private final @Nullable FileChannel lock;

    private Storage(Path directory, @Nullable FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static Storage temporary() throws IOException {
        return new Storage(Files.createTempDirectory("kernos-"), null);
    }

    /** The given directory, or a temporary one, said on standard error, while another process holds it. */
    static Storage of(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel)) {
            return new Storage(directory, channel);
        }
        channel.close();
        System.err.println(
                "kernos: another session uses " + directory
                        + ": what this one loads is forgotten at its end (-Dkernos.storage=DIR in KERNOS_OPTS keeps it elsewhere)");
        return temporary();
    }

    Path directory() {
        return directory;
    }

    boolean isTemporary() {
        return lock == null;
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            } else {
                deleteTree(directory);
            }
        } catch (IOException e) {
            System.err.println("kernos: cannot tidy up " + directory + ": " + e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
