package org.kernos.sources;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.archive.Digest;
import org.kernos.archive.DirectoryTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories that were fetched, for one process. Each entry has a directory of its own that gets its name when it is whole: whatever is cut off on the
 * way is not taken for an entry later, and is made anew.
 */
final class SourceCache {

    private static final Logger LOG = LoggerFactory.getLogger(SourceCache.class);
    private static final String STAMP = "stamp";
    private static final String NAME = "name";
    private static final String CONTENT = "content";
    private static final String NEW = ".new";
    private static final String OLD = ".old";

    private final Path root;
    private final Progress progress;
    private final SingleFlight<Path> flights = new SingleFlight<>();
    private final Map<String, Entry> known = new ConcurrentHashMap<>();

    /** Whether what an earlier process has left is deleted; guarded by this. */
    private boolean swept;

    /**
     * @param stamp what it is the state of
     */
    private record Entry(String stamp, Path directory) {}

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
    Path unpacked(String moduleId, Path archive, Optional<Digest> digest)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        return unpacked(new ArchiveFetch(moduleId, archive, digest));
    }

    /** As {@link #unpacked(String, Path, Optional)}. */
    Path unpacked(ArchiveFetch fetch) throws ModuleNotFoundException, ModuleLoadException, IOException {
        return entry(fetch.key(), fetch.stamp(), fetch.source(), fetch);
    }

    /**
     * The directory of an entry. It is fetched when it is not there or has another stamp; always to the same place, and once for all who ask at the
     * same time.
     *
     * @param key of whatever characters; decides the place
     * @param stamp the state that the entry has to have, in one line
     * @param source what is fetched, for those who watch
     * @throws ModuleNotFoundException as the fetch
     * @throws ModuleLoadException as the fetch
     * @throws IOException as the fetch, or when the file system fails
     */
    Path entry(String key, String stamp, String source, Fetch fetch)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        String name = name(key);
        Entry there = known.get(name);
        if (there != null && there.stamp().equals(stamp) && Files.isDirectory(there.directory())) {
            return there.directory();
        }
        return flights.get(name, () -> {
            Path own = root.resolve(name);
            if (!isWhole(own, stamp)) {
                fetch(source, progress, fetch, own, stamp);
            }
            Path directory = directory(own);
            known.put(name, new Entry(stamp, directory));
            return directory;
        });
    }

    /** Makes an entry of a stamp alone. */
    void remember(String key, String stamp) throws ModuleNotFoundException, ModuleLoadException, IOException {
        String name = name(key);
        flights.get(name, () -> {
            Path own = root.resolve(name);
            if (!isWhole(own, stamp)) {
                fetch(key, (source, bytes) -> {}, Fetching::directory, own, stamp);
            }
            return own;
        });
    }

    /** The stamp of an entry that is there. */
    Optional<String> stamp(String key) throws IOException {
        sweep();
        Path file = root.resolve(name(key)).resolve(STAMP);
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /** Hears of what is fetched for this cache elsewhere, too. */
    Progress progress() {
        return progress;
    }

    /** A place where nothing ever is. */
    Path absent() {
        return root.resolve("absent");
    }

    private static String name(String key) {
        MessageDigest all = Digest.start();
        all.update(key.getBytes(StandardCharsets.UTF_8));
        return Digest.of(all).hex().substring(0, 32);
    }

    private static boolean isWhole(Path own, String stamp) throws IOException {
        Path file = own.resolve(STAMP);
        return Files.isRegularFile(file)
                && Files.readString(file).equals(stamp)
                && Files.isRegularFile(own.resolve(NAME))
                && Files.isDirectory(directory(own));
    }

    private static Path directory(Path own) throws IOException {
        return own.resolve(CONTENT).resolve(Files.readString(own.resolve(NAME)));
    }

    private void fetch(String source, Progress watcher, Fetch fetch, Path own, String stamp)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        sweep();
        Path fresh = root.resolve(own.getFileName() + NEW);
        try {
            DirectoryTree.delete(fresh);
            Path content = Files.createDirectories(fresh.resolve(CONTENT));
            Path scratch = Files.createDirectories(fresh.resolve("scratch"));
            Path fetched = fetch.into(new Fetching(source, content, scratch, watcher));
            DirectoryTree.delete(scratch);
            Files.writeString(fresh.resolve(NAME), content.relativize(fetched).toString());
            Files.writeString(fresh.resolve(STAMP), stamp);
            replace(own, fresh);
        } finally {
            deleteQuietly(fresh);
        }
    }

    /** Deletes what {@code kill -9} left of entries that nobody may ask for again. Once, and before anything is fetched. */
    private synchronized void sweep() throws IOException {
        if (swept) {
            return;
        }
        Files.createDirectories(root);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, "*{" + NEW + "," + OLD + "}")) {
            for (Path each : left) {
                sweep(each);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        swept = true;
    }

    /** What was about to be replaced is whole, and the best that there is if its host cannot be reached any more. */
    private static void sweep(Path left) throws IOException {
        String name = String.valueOf(left.getFileName());
        Path own = left.resolveSibling(name.substring(0, name.length() - OLD.length()));
        if (name.endsWith(OLD) && !Files.exists(own)) {
            Files.move(left, own);
        } else {
            deleteQuietly(left);
        }
    }

    /** Those who read the former content at this moment read its directory again: nobody else makes one meanwhile. */
    private void replace(Path own, Path fresh) throws IOException {
        Path former = root.resolve(own.getFileName() + OLD);
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
}
