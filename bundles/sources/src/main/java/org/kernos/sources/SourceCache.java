package org.kernos.sources;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.archive.DirectoryTree;
import org.kernos.archive.ModuleArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Module directories made of archives, for one process. Each has a directory of its own that gets its name when it is whole: whatever is cut off on the
 * way is not taken for a module later, and is made anew.
 */
final class SourceCache {

    private static final Logger LOG = LoggerFactory.getLogger(SourceCache.class);
    private static final int BLOCK = 1 << 16;
    private static final String STAMP = "stamp";
    private static final String CONTENT = "content";

    private final Path root;
    private final Progress progress;
    private final SingleFlight flights = new SingleFlight();
    private final Map<String, Unpacked> known = new ConcurrentHashMap<>();

    /**
     * @param stamp of the archive that it was made of
     */
    private record Unpacked(String stamp, Path directory) {}

    SourceCache(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /**
     * The directory with what is in an archive; unpacked once, until the archive changes.
     *
     * @throws ModuleLoadException when the archive has another digest, or must not be unpacked
     * @throws IOException when it cannot be read or its content not be written
     */
    Path unpacked(String moduleId, Path archive, Optional<Digest> digest) throws ModuleLoadException, IOException {
        String key = key(archive, digest);
        String stamp = stamp(archive, digest);
        Unpacked there = known.get(key);
        if (there != null && there.stamp().equals(stamp) && Files.isDirectory(there.directory())) {
            return there.directory();
        }
        return flights.get(key, () -> {
            Path own = root.resolve(key);
            Path directory = own.resolve(CONTENT).resolve(name(moduleId, archive));
            if (!isWhole(own, stamp) || !Files.isDirectory(directory)) {
                fetch(moduleId, archive, digest, own, stamp);
            }
            known.put(key, new Unpacked(stamp, directory));
            return directory;
        });
    }

    private static String key(Path archive, Optional<Digest> digest) {
        MessageDigest all = Digest.start();
        all.update((archive + "\n" + digest).getBytes(StandardCharsets.UTF_8));
        return Digest.of(all).hex().substring(0, 32);
    }

    private static String stamp(Path archive, Optional<Digest> digest) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(archive, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey() + " " + digest;
    }

    private static boolean isWhole(Path own, String stamp) throws IOException {
        Path file = own.resolve(STAMP);
        return Files.isRegularFile(file) && Files.readString(file).equals(stamp);
    }

    private static String name(String moduleId, Path archive) throws ModuleLoadException {
        try {
            return ModuleArchive.directoryName(archive);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(moduleId, archive, e);
        }
    }

    private static ModuleLoadException unreadable(String moduleId, Path archive, Exception e) {
        return new ModuleLoadException(
                moduleId,
                List.of(Problem.of(ProblemCode.UNREADABLE, "the archive cannot be unpacked: " + e)
                        .at(Place.of(archive.toString()))
                        .fix("look whether it is whole, and get it anew")),
                e);
    }

    /** From a copy: what is unpacked is what the digest was taken of, whatever happens to the archive meanwhile. */
    private void fetch(String moduleId, Path archive, Optional<Digest> digest, Path own, String stamp)
            throws ModuleLoadException, IOException {
        Path fresh = own.resolveSibling(own.getFileName() + ".new");
        Count count = new Count("zip:" + archive);
        try {
            DirectoryTree.delete(fresh);
            Path copy = Files.createDirectories(fresh.resolve("copy")).resolve(String.valueOf(archive.getFileName()));
            Digest found = copy(archive, count.open(copy));
            if (digest.isPresent() && !digest.get().equals(found)) {
                throw new ModuleLoadException(moduleId, otherDigest(archive, digest.get(), found));
            }
            unpack(moduleId, archive, copy, fresh.resolve(CONTENT), count);
            DirectoryTree.delete(fresh.resolve("copy"));
            Files.writeString(fresh.resolve(STAMP), stamp);
            replace(own, fresh);
        } finally {
            deleteQuietly(fresh);
        }
    }

    private static Digest copy(Path archive, OutputStream to) throws IOException {
        MessageDigest all = Digest.start();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(archive);
                OutputStream out = to) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                all.update(block, 0, count);
                out.write(block, 0, count);
            }
        }
        return Digest.of(all);
    }

    private static void unpack(String moduleId, Path archive, Path copy, Path to, Count count)
            throws ModuleLoadException, IOException {
        try {
            new ModuleArchive(count::open, ModuleArchive.MOST_BYTES).unpack(copy, Files.createDirectories(to));
        } catch (ModuleException e) {
            Place place = Place.of(archive.toString());
            throw new ModuleLoadException(
                    moduleId,
                    e.problems().stream().map(problem -> problem.at(place)).toList(),
                    e);
        } catch (IllegalArgumentException | java.util.zip.ZipException e) {
            throw unreadable(moduleId, archive, e);
        }
    }

    private static Problem otherDigest(Path archive, Digest expected, Digest found) {
        return Problem.of(ProblemCode.SOURCE_DIGEST, "the archive's digest is " + found + ", expected " + expected)
                .at(Place.of(archive.toString()))
                .fix("get the archive anew, or correct the digest if the archive is right");
    }

    /** Those who read the former content at this moment read its directory again: nobody else makes one meanwhile. */
    private static void replace(Path own, Path fresh) throws IOException {
        Path former = own.resolveSibling(own.getFileName() + ".old");
        DirectoryTree.delete(former);
        if (Files.exists(own)) {
            Files.move(own, former);
        }
        Files.move(fresh, own);
        deleteQuietly(former);
    }

    private static void deleteQuietly(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", directory, e);
        }
    }

    /** Counts what one fetch writes, and ends it when its thread is interrupted. */
    private final class Count {

        private final String source;
        private long bytes;

        Count(String source) {
            this.source = source;
            progress.at(source, 0);
        }

        OutputStream open(Path file) throws IOException {
            return new FilterOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                @Override
                public void write(byte[] block, int offset, int length) throws IOException {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException("the fetch of " + source + " was cancelled");
                    }
                    out.write(block, offset, length);
                    bytes += length;
                    progress.at(source, bytes);
                }
            };
        }
    }
}
