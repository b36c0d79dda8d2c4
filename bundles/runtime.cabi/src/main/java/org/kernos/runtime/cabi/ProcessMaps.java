package org.kernos.runtime.cabi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is mapped into this process, as far as the system tells: only Linux has {@code /proc/self/maps}. */
final class ProcessMaps {

    private static final Path MAPS = Path.of("/proc/self/maps");

    private static final String DELETED = " (deleted)";

    private ProcessMaps() {}

    /** The names of the files that are mapped; empty where that cannot be known. */
    static Set<String> files() {
        return sizes().keySet();
    }

    /**
     * The files that are mapped, with the bytes that each takes. Text, since somebody else's name need not be a path in this
     * process's encoding.
     */
    static SortedMap<String, Long> sizes() {
        SortedMap<String, Long> files = new TreeMap<>();
        for (String line : lines()) {
            // Nothing before the name has a slash: addresses, permissions, offset, device, inode.
            int name = line.indexOf('/');
            if (name > 0 && line.charAt(name - 1) == ' ') {
                files.merge(file(line.substring(name)), size(line), Long::sum);
            }
        }
        return files;
    }

    /** A file that was deleted keeps its name and has this behind it. */
    private static String file(String name) {
        return name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
    }

    /** {@code 7f0000000000-7f0000001000 r--p ...}. */
    private static long size(String line) {
        int hyphen = line.indexOf('-');
        int end = line.indexOf(' ');
        return Long.parseUnsignedLong(line, hyphen + 1, end, 16) - Long.parseUnsignedLong(line, 0, hyphen, 16);
    }

    private static List<String> lines() {
        if (!Files.isReadable(MAPS)) {
            return List.of();
        }
        try {
            // Path names are arbitrary bytes: readAllLines would fail on someone else's file that is no UTF-8.
            return new String(Files.readAllBytes(MAPS), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
