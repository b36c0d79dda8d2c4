package org.kernos.runtime.micropython.interpreter;

/**
 * Walks through a {@code .mpy} file before MicroPython loads it, which itself checks next to nothing (design Y-10): that it is for
 * this interpreter, that everything is there
 * that it announces, and nothing behind. What the bytecode does is not looked at.
 */
final class MpyFile {

    private static final int MAGIC = 'M';
    private static final int VERSION = 6;
    private static final int SMALL_INT_BITS = 31;
    private static final int HEADER = 4;
    private static final int DEEPEST = 64;

    private static final int BYTECODE = 0;
    private static final int KIND_BITS = 3;
    private static final int HAS_CHILDREN = 4;

    private static final int LAST_WITHOUT_DATA = 4;
    private static final int TEXT = 5;
    private static final int BYTES = 6;
    private static final int TUPLE = 10;

    private final byte[] content;
    private int position = HEADER;

    private MpyFile(byte[] content) {
        this.content = content;
    }

    static void check(byte[] content) throws MpyFormatException {
        header(content);
        MpyFile file = new MpyFile(content);
        int names = file.count("names");
        int constants = file.count("constants");
        for (int i = 0; i < names; i++) {
            file.name();
        }
        for (int i = 0; i < constants; i++) {
            file.constant(0);
        }
        file.code(0);
        if (file.position != content.length) {
            throw new MpyFormatException("it has " + (content.length - file.position) + " bytes behind its end");
        }
    }

    private static void header(byte[] content) throws MpyFormatException {
        if (content.length < HEADER || content[0] != MAGIC) {
            throw new MpyFormatException("it does not begin as a .mpy file does");
        } else if (content[1] != VERSION) {
            throw new MpyFormatException("it is bytecode of version " + (content[1] & 0xff) + ", expected " + VERSION
                    + ": compile it with mpy-cross of MicroPython 1.19 or later");
        } else if ((content[2] & 0xff) >> 2 != 0) {
            throw new MpyFormatException("it has native code for architecture " + ((content[2] & 0xff) >> 2)
                    + ", which does not run here: compile it without -march and without native and viper functions");
        } else if (content[3] > SMALL_INT_BITS || content[3] < Byte.SIZE) {
            throw new MpyFormatException("its small integers have " + content[3] + " bits, at most " + SMALL_INT_BITS
                    + " fit: compile it without -msmall-int-bits");
        }
    }

    private int next() throws MpyFormatException {
        if (position >= content.length) {
            throw new MpyFormatException(
                    "it ends after " + content.length + " bytes, in the middle of what it announces");
        }
        return content[position++] & 0xff;
    }

    /** Seven bits in each byte, the highest first. */
    private int number() throws MpyFormatException {
        int value = 0;
        int part;
        do {
            part = next();
            if (value > Integer.MAX_VALUE >> 7) {
                throw new MpyFormatException("the number at byte " + position + " is too large");
            }
            value = (value << 7) | (part & 0x7f);
        } while (part >= 0x80);
        return value;
    }

    /** Each of them takes a byte at least. */
    private int count(String what) throws MpyFormatException {
        int count = number();
        if (count > content.length - position) {
            throw new MpyFormatException("it announces " + count + " " + what + ", more than its length");
        }
        return count;
    }

    private void skip(int length) throws MpyFormatException {
        if (length > content.length - position) {
            throw new MpyFormatException(
                    "it ends after " + content.length + " bytes, in the middle of what it announces");
        }
        position += length;
    }

    private void zero() throws MpyFormatException {
        if (next() != 0) {
            throw new MpyFormatException("the text that ends at byte " + (position - 1) + " has no 0 behind it");
        }
    }

    /** One that every interpreter has, by its number; or its text. */
    private void name() throws MpyFormatException {
        int length = number();
        if ((length & 1) == 0) {
            skip(length >> 1);
            zero();
        }
    }

    private void constant(int depth) throws MpyFormatException {
        int kind = next();
        if (kind <= LAST_WITHOUT_DATA) {
            return;
        } else if (kind > TUPLE || depth == DEEPEST) {
            throw new MpyFormatException("the constant at byte " + (position - 1) + " is of kind " + kind + " at depth "
                    + depth + ", which none is");
        }
        int length = number();
        if (kind == TUPLE) {
            for (int i = 0; i < length; i++) {
                constant(depth + 1);
            }
            return;
        }
        skip(length);
        if (kind == TEXT || kind == BYTES) {
            zero();
        }
    }

    private void code(int depth) throws MpyFormatException {
        int head = number();
        if ((head & KIND_BITS) != BYTECODE) {
            throw new MpyFormatException("it has native or viper code, which does not run here: compile it without");
        } else if (depth == DEEPEST) {
            throw new MpyFormatException("its functions are nested deeper than " + DEEPEST);
        }
        skip(head >> 3);
        if ((head & HAS_CHILDREN) != 0) {
            int children = count("functions");
            for (int i = 0; i < children; i++) {
                code(depth + 1);
            }
        }
    }
}
