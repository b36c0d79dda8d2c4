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

    Optional<byte[]> find(String path) {
        byte[] content = files.get(path);
        if (content != null) {
            return Optional.of(content);
        }
        int name = path.lastIndexOf('/') + 1;
        return name < 2
                ? Optional.empty()
                : Optional.ofNullable(generated.get(path.substring(0, name - 1)))
                        .flatMap(directory -> directory.apply(path.substring(name)));
    }

    boolean isDirectory(String path) {
        String start = asDirectory(path);
        return path.equals("/")
                || generated.containsKey(path)
                || files.keySet().stream().anyMatch(file -> file.startsWith(start));
    }

    /** The names in a directory, sorted. */
    List<String> list(String path) {
        String start = asDirectory(path);
        Stream<String> inside = files.keySet().stream()
                .filter(file -> file.startsWith(start))
                .map(file -> file.substring(start.length()).split("/", 2)[0]);
        return List.copyOf(inside.collect(Collectors.toCollection(TreeSet::new)));
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
