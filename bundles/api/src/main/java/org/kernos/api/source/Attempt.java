package org.kernos.api.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One place where a module was looked for.
 *
 * @param where as people know it: a layer, a directory, an address
 * @param answer why it came to nothing, or what was found
 * @param found the module's directory, where it is there
 */
public record Attempt(String where, String answer, Optional<Path> found) {

    /** One that came to nothing. */
    public Attempt(String where, String answer) {
        this(where, answer, Optional.empty());
    }

    /** {@code workspace /home/me/modules: no directory 'alu'}. */
    @Override
    public String toString() {
        return where + ": " + answer;
    }
}
