package org.kernos.descriptor;

/**
 * Lines and characters of a text, counted up to every 256th byte. So a place costs a scan of a few hundred bytes at most:
 * without it, ten thousand places in a text of one long line take ten thousand scans of that line.
 */
final class PlaceIndex {

    private static final int STEP = 256;

    private final byte[] bytes;
    private final int[] lines;
    private final int[] lineStarts;
    private final int[] characters;

    /**
     * @param textStart where the first line begins
     */
    PlaceIndex(byte[] bytes, int textStart) {
        this.bytes = bytes;
        int size = bytes.length / STEP + 1;
        lines = new int[size];
        lineStarts = new int[size];
        characters = new int[size];
        int line = 1;
        int lineStart = textStart;
        int count = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i % STEP == 0) {
                lines[i / STEP] = line;
                lineStarts[i / STEP] = lineStart;
                characters[i / STEP] = count;
            }
            if (i < bytes.length) {
                count += startsCharacter(bytes[i]) ? 1 : 0;
                if (bytes[i] == '\n') {
                    line++;
                    lineStart = i + 1;
                }
            }
        }
    }

    /** The line that this byte belongs to, counted from 1. */
    int line(int offset) {
        int line = lines[offset / STEP];
        for (int i = offset - offset % STEP; i < offset; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /** Where the line that this byte belongs to begins. */
    int lineStart(int offset) {
        for (int i = offset - 1; i >= offset - offset % STEP; i--) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return lineStarts[offset / STEP];
    }

    /** How many characters begin from one byte up to another. */
    int characters(int from, int to) {
        return charactersBefore(to) - charactersBefore(from);
    }

    private int charactersBefore(int offset) {
        int count = characters[offset / STEP];
        for (int i = offset - offset % STEP; i < offset; i++) {
            count += startsCharacter(bytes[i]) ? 1 : 0;
        }
        return count;
    }

    /** In UTF-8 all bytes of a character but the first are 10xxxxxx. */
    private static boolean startsCharacter(byte b) {
        return (b & 0xC0) != 0x80;
    }
}
