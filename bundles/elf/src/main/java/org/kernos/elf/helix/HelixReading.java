package org.kernos.elf.helix;

import java.util.List;
import java.util.Optional;

/**
 * A file's header as far as it can be read.
 *
 * @param header what is wrong in it is left out; empty when there is no header
 * @param problems one sentence each, naming field, offset and value; the header is to be used only when there are none
 */
public record HelixReading(Optional<HelixHeader> header, List<String> problems) {

    public HelixReading {
        problems = List.copyOf(problems);
    }

    /**
     * The header, where there is nothing wrong with it.
     *
     * @throws HelixHeaderException with all problems
     */
    public HelixHeader valid() throws HelixHeaderException {
        if (header.isEmpty() || !problems.isEmpty()) {
            throw new HelixHeaderException(problems);
        }
        return header.get();
    }
}
