package org.kernos.runtime.micropython.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files by their absolute paths, with {@code /} and without {@code .} and {@code ..}; read-only for Python. A directory is there as
 * long as something is in it. Beside them directories of the host may be granted, whose files are not held here. Any thread.
 */
public final class FileTree {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Function<String, Optional<byte[]>>> generated = new HashMap<>();
    private final Map<String, MountedFiles> mounted = new ConcurrentHashMap<>();

    /** Below these nothing of the host is ever seen. */
    private static final List<String> OWN = List.of("/lib", "/native", "/mods", "/kernos");

    private final List<Grant> grants = new CopyOnWriteArrayList<>();
    private final Set<HostFile> opened = ConcurrentHashMap.newKeySet();

    /** Where relative paths begin. */
    private volatile String current = "/";

    /** What is done as a file is opened. */
    @FunctionalInterface
    public interface Opening {
        /**
         * @throws IOException when it is not opened for that
         */
        void run() throws IOException;
    }

    private final Map<String, Opening> openings = new ConcurrentHashMap<>();

    /** Does something each time a file that is held here is opened, before it is read; until it is removed. */
    public void whenOpened(String path, Opening action) {
        openings.put(absolute("/", path), action);
    }

    void opening(String path) throws IOException {
        Opening action = openings.get(path);
        if (action != null) {
            action.run();
        }
    }

    /** The bytes are kept, not copied. */
    public void put(String path, byte[] content) {
        files.put(absolute("/", path), content);
    }

    public void remove(String path) {
        files.remove(absolute("/", path));
        openings.remove(absolute("/", path));
    }

    /**
     * A directory whose files are made when they are asked for, and do not show in a listing. To be called before the tree is used.
     *
     * @param content by the name in the directory
     */
    public void generate(String directory, Function<String, Optional<byte[]>> content) {
        generated.put(directory, content);
    }

    /** Puts files below a directory, in place of those that were mounted there. */
    public void mount(String directory, MountedFiles below) {
        mounted.put(absolute("/", directory), below);
    }

    public void unmount(String directory) {
        mounted.remove(absolute("/", directory));
    }

    /** Lets Python code use a directory of the host. */
    public void grant(Grant directory) {
        grants.add(directory);
    }

    /** The opposite of {@link #grant}; files that are open there are closed. */
    public void revoke(Grant directory) {
        grants.remove(directory);
        closeFiles(file -> file.grant() == directory);
    }

    /** Those of the host that are open. */
    public void closeFiles() {
        closeFiles(file -> true);
    }

    private void closeFiles(Predicate<HostFile> which) {
        opened.removeIf(file -> {
            boolean isOne = which.test(file);
            if (isOne) {
                file.close();
            }
            return isOne;
        });
    }

    /** Where relative paths begin. */
    public String current() {
        return current;
    }

    public void enter(String directory) {
        current = absolute("/", directory);
    }

    HostFile opened(HostFile file) {
        opened.removeIf(other -> !other.isOpen());
        opened.add(file);
        return file;
    }

    /** What lets a path be used, the one that allows most; empty for what is not the host's. */
    Optional<Grant> granted(String path) {
        boolean isOwn = OWN.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
        return isOwn
                ? Optional.empty()
                : grants.stream()
                        .filter(grant -> grant.covers(path))
                        .max(Comparator.comparing(Grant::canWrite)
                                .thenComparing(grant -> grant.path().length()));
    }

    Optional<byte[]> find(String path) {
        byte[] content = files.get(path);
        return content != null ? Optional.of(content) : findGenerated(path).or(() -> findMounted(path));
    }

    private Optional<byte[]> findMounted(String path) {
        for (Map.Entry<String, MountedFiles> mount : mounted.entrySet()) {
            String start = asDirectory(mount.getKey());
            if (path.startsWith(start) && mount.getValue().paths().contains(path.substring(start.length()))) {
                return mount.getValue().read(path.substring(start.length()));
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> findGenerated(String path) {
        int name = path.lastIndexOf('/') + 1;
        return name < 2
                ? Optional.empty()
                : Optional.ofNullable(generated.get(path.substring(0, name - 1)))
                        .flatMap(directory -> directory.apply(path.substring(name)));
    }

    boolean isDirectory(String path) {
        return path.equals("/")
                || generated.containsKey(path)
                || mounted.containsKey(path)
                || below(asDirectory(path)).findAny().isPresent();
    }

    /** The names in a directory, sorted. */
    List<String> list(String path) {
        Stream<String> inside =
                below(asDirectory(path)).map(file -> file.split("/", 2)[0]).filter(name -> !name.isEmpty());
        return List.copyOf(inside.collect(Collectors.toCollection(TreeSet::new)));
    }

    /** All that is below a directory, as it is seen from there. */
    private Stream<String> below(String start) {
        return Stream.concat(
                withoutStart(files.keySet().stream(), start),
                Stream.concat(
                        mounted.entrySet().stream()
                                .flatMap(mount -> below(start, asDirectory(mount.getKey()), mount.getValue())),
                        withoutStart(grants.stream().map(grant -> asDirectory(grant.path())), start)));
    }

    private static Stream<String> below(String start, String mount, MountedFiles content) {
        return start.startsWith(mount)
                ? withoutStart(content.paths().stream(), start.substring(mount.length()))
                : withoutStart(Stream.of(mount), start);
    }

    private static Stream<String> withoutStart(Stream<String> paths, String start) {
        return paths.filter(path -> path.startsWith(start)).map(path -> path.substring(start.length()));
    }

    private static String asDirectory(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    /** A path as Python gives it, seen from a directory; nothing leads above the root. */
    static String absolute(String directory, String path) {
        Deque<String> names = new ArrayDeque<>();
        String whole = path.startsWith("/") ? path : directory + "/" + path;
        for (String name : whole.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }
}
