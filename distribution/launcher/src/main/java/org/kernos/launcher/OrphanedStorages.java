package org.kernos.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Temporary storages whose process was killed before it could remove them. The operating system gives up a process's locks
 * whatever ends it, so a storage whose lock can be had is nobody's. One without a lock file is left alone: it is being made,
 * or it is no storage.
 */
final class OrphanedStorages {

    static final String PREFIX = "kernos-";

    private OrphanedStorages() {}

    /**
     * Removes those below a directory that belong to the user whose storage this is. Trouble with one is logged and hinders
     * nothing.
     *
     * @param own never touched: to open its lock file and to close it again would give up this process's own lock
     */
    static void remove(Path parent, Path own) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            UserPrincipal user = Files.getOwner(own);
            for (Path directory : found) {
                if (!directory.equals(own)) {
                    removeIfOrphaned(directory, user);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            log(parent, e);
        }
    }

    private static void removeIfOrphaned(Path directory, UserPrincipal user) {
        Path lock = directory.resolve(Storage.LOCK);
        try {
            // The temporary directory belongs to all: what another user put there, or a link, is not ours to open.
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (Storage.tryLock(channel)) {
                    Storage.deleteTree(directory);
                }
            }
        } catch (IOException e) {
            log(directory, e);
        }
    }

    private static void log(Path directory, Exception e) {
        Logger.getLogger("org.kernos.launcher").log(Level.FINE, e, () -> directory + " is left as it is");
    }
}
