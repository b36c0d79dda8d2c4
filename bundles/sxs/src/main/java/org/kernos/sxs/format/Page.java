package org.kernos.sxs.format;

import java.util.Arrays;

/** The formatted bytes so far, and how many characters their last line has. */
final class Page {

    private byte[] bytes;
    private int size;
    private int column;

    Page(int expectedSize) {
        bytes = new byte[expectedSize + 16];
    }

    /** How many characters begin between two bytes: in UTF-8 all bytes of a character but the first are 10xxxxxx. */
    static int characters(byte[] bytes, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    int column() {
        return column;
    }

    void write(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        column++;
    }

    void write(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
        int line = end;
        while (line > start && from[line - 1] != '\n') {
            line--;
        }
        column = (line == start ? column : 0) + characters(from, line, end);
    }

    /** Ends the line and begins another. */
    void newLine(int indent) {
        reserve(indent + 1);
        bytes[size++] = '\n';
        Arrays.fill(bytes, size, size + indent, (byte) ' ');
        size += indent;
        column = indent;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length + (bytes.length >> 1)));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
