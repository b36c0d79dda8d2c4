package org.kernos.sxs.format;

/** An object as it is written: without what stands around it, except the comments before it, which move with it. */
abstract sealed class Form permits Word, ListForm {

    /** Wider than this is the same as this, so that no sum overflows. */
    static final int TOO_WIDE = 100_000;

    private final Gap before;
    private final byte[] prefixes;

    /**
     * @param prefixes the characters that wrap it, from the outermost
     */
    Form(Gap before, byte[] prefixes) {
        this.before = before;
        this.prefixes = prefixes;
    }

    Gap before() {
        return before;
    }

    byte[] prefixes() {
        return prefixes;
    }

    boolean isDatum() {
        return prefixes.length > 0 && prefixes[0] == '#';
    }

    /** How many characters it is on one line, prefixes included; of a text of several lines those of the first. */
    abstract int width();

    /** Whether it takes several lines, however short it is. */
    abstract boolean isForced();

    /** Whether it stands on one line that has so many characters before it and so many brackets behind it. */
    boolean fits(int column, int closers) {
        return !isForced() && column + width() + closers <= Printer.WIDTH;
    }
}
