package org.kernos.runtime.micropython.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files by their absolute paths, with {@code /} and without {@code .} and {@code ..}; read-only for Python. A directory is there as
 * long as something is in
 * it. Any thread.
 */
public final class FileTree {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Function<String, Optional<byte[]>>> generated = new HashMap<>();
    private final Map<String, MountedFiles> mounted = new ConcurrentHashMap<>();

    /** The bytes are kept, not copied. */
    public void put(String path, byte[] content) {
        files.put(absolute("/", path), content);
    }

    public void remove(String path) {
        files.remove(absolute("/", path));
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
        Stream<String> inside = below(asDirectory(path)).map(file -> file.split("/", 2)[0]);
        return List.copyOf(inside.collect(Collectors.toCollection(TreeSet::new)));
    }

    /** All that is below a directory, as it is seen from there. */
    private Stream<String> below(String start) {
        return Stream.concat(
                withoutStart(files.keySet().stream(), start),
                mounted.entrySet().stream()
                        .flatMap(mount -> below(start, asDirectory(mount.getKey()), mount.getValue())));
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
