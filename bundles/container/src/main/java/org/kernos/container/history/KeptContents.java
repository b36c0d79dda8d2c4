package org.kernos.container.history;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.kernos.container.bundle.StoredContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contents of former revisions, each in a file {@code BUNDLE-REVISION.jar}. One thread at a time. */
final class KeptContents {

    private static final Logger LOG = LoggerFactory.getLogger(KeptContents.class);
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})\\.jar");

    private final Path directory;

    KeptContents(Path directory) {
        this.directory = directory;
    }

    private Path file(long bundle, long revision) {
        return directory.resolve(bundle + "-" + revision + ".jar");
    }

    /**
     * @return its CRC32C, by which a file is known again that a crash has left half written, or a disk has damaged
     * @throws IOException when it is not kept
     */
    long keep(long bundle, long revision, byte[] content) throws IOException {
        Path file = file(bundle, revision);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteQuietly(fresh);
            throw e;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, content.length);
        return checksum.getValue();
    }

    boolean has(long bundle, long revision) {
        return Files.exists(file(bundle, revision));
    }

    /**
     * @throws IOException when it is not what was kept
     */
    StoredContent open(long bundle, long revision, long checksum) throws IOException {
        Path file = file(bundle, revision);
        try (CheckedInputStream in =
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32C())) {
            in.transferTo(OutputStream.nullOutputStream());
            long found = in.getChecksum().getValue();
            if (found != checksum) {
                throw new IOException(
                        String.format("%s is damaged: its CRC32C is %08x, expected %08x", file, found, checksum));
            }
        }
        return new StoredContent(file);
    }

    /** Another bundle has come in the place of one. */
    void move(long from, long to) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, from + "-*.jar")) {
            for (Path file : files) {
                String revision = String.valueOf(file.getFileName())
                        .substring(Long.toString(from).length());
                Files.move(file, file.resolveSibling(to + revision));
            }
        } catch (IOException e) {
            LOG.warn("former revisions of bundle {} are not kept for bundle {}", from, to, e);
        }
    }

    void delete(long bundle, long revision) {
        deleteQuietly(file(bundle, revision));
    }

    /** Deletes all others, and what was not written to its end. */
    void retain(BiPredicate<Long, Long> bundleAndRevision) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar*")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (!name.matches()
                        || !bundleAndRevision.test(Long.valueOf(name.group(1)), Long.valueOf(name.group(2)))) {
                    deleteQuietly(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be tidied, which is tried again at the next start", directory, e);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted, which is tried again at the next start", file, e);
        }
    }
}
