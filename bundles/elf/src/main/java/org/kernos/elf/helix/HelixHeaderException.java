package org.kernos.elf.helix;

import java.util.ArrayList;
import java.util.List;

/** A file's header is missing or wrong. */
public final class HelixHeaderException extends Exception {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> problems;

    HelixHeaderException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = new ArrayList<>(problems);
    }

    /** One sentence each, at least one. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
