package org.kernos.api;

/**
 * A place in a file that an author wrote.
 *
 * @param file as the user knows it, for example {@code modules/alu/kernel.sxs}
 * @param line counted from 1; 0 when the file as a whole is meant
 * @param column in characters, counted from 1; 0 with line 0
 */
public record Place(String file, int line, int column) {

    /** The file as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
