package org.kernos.samples.fs;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** How a file is opened, in the words of C, and {@code x} for a new file only. */
enum FileMode {
    READ("r", true, false),
    UPDATE("r+", true, true),
    WRITE("w", false, true, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
    WRITE_READ("w+", true, true, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
    APPEND("a", false, true, StandardOpenOption.CREATE),
    APPEND_READ("a+", true, true, StandardOpenOption.CREATE),
    NEW("x", false, true, StandardOpenOption.CREATE_NEW),
    NEW_READ("x+", true, true, StandardOpenOption.CREATE_NEW);

    private final String word;
    private final boolean reads;
    private final boolean writes;
    private final Set<OpenOption> options = new HashSet<>();

    FileMode(String word, boolean reads, boolean writes, OpenOption... more) {
        this.word = word;
        this.reads = reads;
        this.writes = writes;
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (reads) {
            options.add(StandardOpenOption.READ);
        }
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        options.addAll(Arrays.asList(more));
    }

    /**
     * @throws org.kernos.api.KernelException when there is none of this name
     */
    static FileMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () -> Failure.ARGUMENT.with("mode '" + word + "', expected one of r, r+, w, w+, a, a+, x, x+"));
    }

    boolean reads() {
        return reads;
    }

    boolean writes() {
        return writes;
    }

    /** Before each write the position is set to the end; the JDK has no mode that appends and reads. */
    boolean appends() {
        return this == APPEND || this == APPEND_READ;
    }

    boolean creates() {
        return options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
    }

    Set<OpenOption> options() {
        return Set.copyOf(options);
    }
}
