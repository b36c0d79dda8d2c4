package org.kernos.sxs.format;

/** A number, symbol or string, kept as it was written. */
final class Word extends Form {

    private final int start;
    private final int end;
    private final int width;

    Word(Gap before, byte[] prefixes, byte[] bytes, int start, int end) {
        super(before, prefixes);
        this.start = start;
        this.end = end;
        this.width =
                Math.min(TOO_WIDE, prefixes.length + Page.characters(bytes, start, Gap.lineEnd(bytes, start, end)));
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    boolean isForced() {
        return false;
    }
}
