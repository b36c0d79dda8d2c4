package org.kernos.runtime.cabi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is mapped into this process, as far as the system tells: only Linux has {@code /proc/self/maps}. */
final class ProcessMaps {

    private static final Path MAPS = Path.of("/proc/self/maps");

    private ProcessMaps() {}

    /**
     * The names of the files that are mapped; empty where that cannot be known. Text, since somebody else's name need not be
     * a path in this process's encoding.
     */
    static SortedSet<String> files() {
        SortedSet<String> files = new TreeSet<>();
        for (String line : lines()) {
            // Nothing before the name has a slash: addresses, permissions, offset, device, inode.
            int name = line.indexOf('/');
            if (name > 0 && line.charAt(name - 1) == ' ') {
                files.add(line.substring(name));
            }
        }
        return files;
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
