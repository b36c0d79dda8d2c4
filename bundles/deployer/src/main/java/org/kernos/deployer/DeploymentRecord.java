package org.kernos.deployer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came from where, in a file: modules outlive the framework in its bundle cache, so somebody has to remember which of them are to go
 * when their directory has gone meanwhile. From any thread.
 */
final class DeploymentRecord {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentRecord.class);

    private final Path file;
    private final Map<Path, Entry> entries = new ConcurrentHashMap<>();
    private boolean changed;

    /**
     * What is known of a path.
     *
     * @param module the name of the module that was last seen there, or empty before one was read
     * @param stamp of the content that is installed, or empty while none is
     */
    record Entry(String module, String stamp) {
        static final Entry UNREAD = new Entry("", "");
    }

    DeploymentRecord(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
    }

    private void read() {
        Properties lines = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            lines.load(in);
            for (String path : lines.stringPropertyNames()) {
                String[] parts = lines.getProperty(path).split(" ", 2);
                entries.put(Path.of(path), new Entry(parts[0], parts.length < 2 ? "" : parts[1]));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the record of what was deployed cannot be read, modules that are gone since stay: {}", file, e);
        }
    }

    Set<Path> paths() {
        return new TreeSet<>(entries.keySet());
    }

    Optional<Entry> find(Path path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** Whether something came from a directory of this name; FileInstall asks with the jar that it has made of it. */
    boolean hasDirectory(String jar) {
        return jar.endsWith(".jar")
                && entries.keySet().stream().anyMatch(path -> (path.getFileName() + ".jar").equals(jar));
    }

    /** There is something at a path, whatever it is. */
    synchronized void enter(Path path) {
        changed |= entries.putIfAbsent(path, Entry.UNREAD) == null;
    }

    synchronized void put(Path path, Entry entry) {
        changed |= !entry.equals(entries.put(path, entry));
    }

    synchronized void remove(Path path) {
        changed |= entries.remove(path) != null;
    }

    /** Writes what has changed; if that fails, it is tried again the next time. */
    synchronized void save() {
        if (!changed) {
            return;
        }
        Properties lines = new Properties();
        entries.forEach((path, entry) -> lines.setProperty(path.toString(), entry.module() + " " + entry.stamp()));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(fresh)) {
                lines.store(out, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            changed = false;
        } catch (IOException e) {
            LOG.warn("the record of what was deployed cannot be written, the former one stays: {}", file, e);
        }
    }
}
