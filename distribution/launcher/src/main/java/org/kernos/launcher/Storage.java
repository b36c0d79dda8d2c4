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

/** The directory of one running framework, locked while it is open. A temporary one goes when it is closed. */
final class Storage implements AutoCloseable {

    /** The file that a process keeps locked as long as it uses the directory. */
    static final String LOCK = "lock";

    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final FileChannel lock;
    private final boolean temporary;

    private Storage(Path directory, FileChannel lock, boolean temporary) {
        this.directory = directory;
        this.lock = lock;
        this.temporary = temporary;
    }

    static Storage temporary() throws IOException {
        return temporary(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** A new directory below this one, from which those go that a process which was killed has left behind. */
    static Storage temporary(Path parent) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path directory = Files.createTempDirectory(parent, OrphanedStorages.PREFIX);
            FileChannel channel = openLock(directory);
            // Between the two another process may have taken it for orphaned, and removed it.
            if (tryLock(channel) && Files.exists(directory.resolve(LOCK))) {
                OrphanedStorages.remove(parent, directory);
                return new Storage(directory, channel, true);
            }
            channel.close();
        }
        throw new IOException("other processes removed " + ATTEMPTS + " new directories in " + parent);
    }

    /** The given directory, or a temporary one, said on standard error, while another process holds it. */
    static Storage of(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = openLock(directory);
        if (tryLock(channel)) {
            return new Storage(directory, channel, false);
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
        return temporary;
    }

    @Override
    public void close() {
        try {
            if (temporary) {
                // Before the lock is given up: from then on another process may remove it too.
                deleteTree(directory);
            }
            lock.close();
        } catch (IOException e) {
            System.err.println("kernos: cannot tidy up " + directory + ": " + e);
        }
    }

    private static FileChannel openLock(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The lock file goes last: a removal that is interrupted can be taken up again. */
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(root.resolve(LOCK))) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (directory.equals(root)) {
                    Files.deleteIfExists(root.resolve(LOCK));
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
