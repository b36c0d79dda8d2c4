package org.kernos.runtime.micropython.file;

import java.io.IOException;
import org.kernos.runtime.micropython.memory.FlatMemory;

/** A file or directory that Python has opened; used under the interpreter's lock. */
abstract class OpenFile {

    private static final int FROM_HERE = 1;
    private static final int FROM_END = 2;

    final String path;

    OpenFile(String path) {
        this.path = path;
    }

    /** Moves bytes into memory, as many as there are up to the length; 0 at the end. */
    abstract int read(FlatMemory memory, int address, int length) throws IOException;

    abstract void write(byte[] bytes) throws IOException;

    abstract long position() throws IOException;

    abstract void position(long newPosition) throws IOException;

    abstract long length() throws IOException;

    /** Makes sure that what was written stays. */
    void sync() throws IOException {}

    void close() {}

    /**
     * The new position.
     *
     * @return negative, and nothing is moved, when that would be before the start
     */
    long seek(long offset, int from) throws IOException {
        long base = from == FROM_HERE ? position() : from == FROM_END ? length() : 0;
        long target = base + offset;
        if (target >= 0) {
            position(target);
        }
        return target;
    }
}
