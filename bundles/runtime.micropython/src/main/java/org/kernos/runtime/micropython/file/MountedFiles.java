package org.kernos.runtime.micropython.file;

import java.util.Optional;
import java.util.Set;

/** Files that are held elsewhere and read when Python asks for them. */
public interface MountedFiles {

    /** There are none. */
    MountedFiles NONE = new MountedFiles() {
        @Override
        public Set<String> paths() {
            return Set.of();
        }

        @Override
        public Optional<byte[]> read(String path) {
            return Optional.empty();
        }
    };

    /** All of them, relative to where they are mounted, with {@code /}. */
    Set<String> paths();

    /** One of {@link #paths}; empty when it cannot be read. */
    Optional<byte[]> read(String path);
}
