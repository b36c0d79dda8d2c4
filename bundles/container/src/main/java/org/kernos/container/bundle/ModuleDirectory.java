package org.kernos.container.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * A module directory as an author left it, which is untrusted input (architecture O-4): only regular files inside it count,
 * links that leave it are problems, hidden entries are passed over, and there are limits.
 */
public final class ModuleDirectory implements ModuleContent {

    private static final int MOST_FILES = 10_000;
    private static final long MOST_BYTES = 1L << 30;

    private final Path directory;
    private final String location;
    private final Map<String, Entry> entries;

    private record Entry(Path file, long size, long modifiedMs) {}

    private ModuleDirectory(Path directory, String location, Map<String, Entry> entries) {
        this.directory = directory;
        this.location = location;
        this.entries = entries;
    }

    /**
     * Looks at a directory.
     *
     * @param shownFrom paths below it are shown to people relative to it
     * @throws ModuleException when it is no directory, breaks a rule, or cannot be read
     */
    public static ModuleDirectory scan(Path directory, Path shownFrom) throws ModuleException {
        String location = show(directory, shownFrom);
        if (!Files.isDirectory(directory)) {
            throw new ModuleException(missing(location));
        }
        Scan scan = new Scan(directory, location);
        try {
            scan.root = directory.toRealPath();
            Files.walkFileTree(scan.root, scan);
        } catch (IOException e) {
            throw new ModuleException(List.of(unreadable(location, e)), e);
        }
        if (!scan.problems.isEmpty()) {
            throw new ModuleException(scan.problems);
        }
        return new ModuleDirectory(directory, location, scan.found);
    }

    public static String show(Path path, Path shownFrom) {
        Path absolute = path.toAbsolutePath().normalize();
        boolean below = absolute.startsWith(shownFrom) && !absolute.equals(shownFrom) && shownFrom.getNameCount() > 0;
        return below ? shownFrom.relativize(absolute).toString() : absolute.toString();
    }

    private static Problem missing(String location) {
        return Problem.of(ProblemCode.DIRECTORY_MISSING, "there is no directory '" + location + "'")
                .fix("name a directory that holds a module descriptor, such as kernel.sxs");
    }

    public static Problem unreadable(String location, IOException e) {
        if (e instanceof StorageException) {
            return Problem.of(ProblemCode.UNREADABLE, String.valueOf(e.getMessage()))
                    .fix("see that the framework's storage is on a disk with space left and can be written");
        }
        String reason = e instanceof NoSuchFileException ? "'" + e.getMessage() + "' has vanished" : e.toString();
        return Problem.of(ProblemCode.UNREADABLE, "the module could not be read: " + reason)
                .at(Place.of(location))
                .fix("load it again once its directory is complete and readable");
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public String directoryName() {
        Path name = directory.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    @Override
    public Set<String> paths() {
        return entries.keySet();
    }

    /** Of the files directly in the directory. */
    public Set<String> names() {
        return entries.keySet().stream().filter(path -> path.indexOf('/') < 0).collect(Collectors.toSet());
    }

    /** Of the files directly in a directory; none when it cannot be read. */
    public static Set<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        return Files.newInputStream(entry.file(), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public byte[] read(String path, int limit) throws ModuleException {
        return LimitedRead.read(this, path, limit);
    }

    @Override
    public long size() {
        return entries.values().stream().mapToLong(Entry::size).sum();
    }

    /** Changes when a file comes, goes, or is written to. */
    String stamp() {
        long hash = 17;
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            hash = hash * 31 + entry.getKey().hashCode();
            hash = hash * 31 + entry.getValue().size();
            hash = hash * 31 + entry.getValue().modifiedMs();
        }
        return Long.toHexString(hash);
    }

    private static final class Scan extends SimpleFileVisitor<Path> {
        private final Path given;
        private final String location;
        private final Map<String, Entry> found = new TreeMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private Path root;
        private long bytes;

        Scan(Path given, String location) {
            this.given = given;
            this.root = given;
            this.location = location;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return !dir.equals(root) && isHidden(dir) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (isHidden(file)) {
                return FileVisitResult.CONTINUE;
            } else if (attributes.isSymbolicLink()) {
                link(file);
            } else if (attributes.isRegularFile()) {
                add(file, file, attributes);
            }
            return limits();
        }

        private void link(Path file) throws IOException {
            Path target;
            try {
                target = file.toRealPath();
            } catch (NoSuchFileException e) {
                problems.add(outside(file, "which does not exist"));
                return;
            }
            if (!target.startsWith(root)) {
                problems.add(outside(file, "outside of the module"));
            } else if (Files.isRegularFile(target)) {
                add(file, target, Files.readAttributes(target, BasicFileAttributes.class));
            } else {
                problems.add(outside(file, "which is no file"));
            }
        }

        private void add(Path file, Path target, BasicFileAttributes attributes) {
            bytes += attributes.size();
            found.put(
                    name(file),
                    new Entry(
                            target,
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis()));
        }

        private FileVisitResult limits() {
            if (found.size() > MOST_FILES) {
                problems.add(limit("more than " + MOST_FILES + " files"));
            } else if (bytes > MOST_BYTES) {
                problems.add(limit("more than " + (MOST_BYTES >> 20) + " MiB"));
            } else {
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.TERMINATE;
        }

        private Problem limit(String what) {
            return Problem.of(ProblemCode.LIMIT, "the module directory holds " + what)
                    .at(Place.of(location))
                    .fix("a module directory holds the module alone; keep data and build output elsewhere");
        }

        private Problem outside(Path link, String where) throws IOException {
            String message =
                    "'" + name(link) + "' is a symbolic link to '" + Files.readSymbolicLink(link) + "', " + where;
            return Problem.of(ProblemCode.OUTSIDE_DIRECTORY, message)
                    .at(Place.of(location))
                    .fix("put a copy of the file there");
        }

        private String name(Path file) {
            return root.relativize(file)
                    .toString()
                    .replace(given.getFileSystem().getSeparator(), "/");
        }

        private static boolean isHidden(Path path) {
            Path name = path.getFileName();
            return name != null && name.toString().startsWith(".");
        }
    }
}
