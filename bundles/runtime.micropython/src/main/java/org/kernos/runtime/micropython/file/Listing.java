package org.kernos.runtime.micropython.file;

import java.util.List;
import org.kernos.runtime.micropython.memory.FlatMemory;

/** A directory that is being read. */
final class Listing extends OpenFile {

    final List<String> names;

    /** How many entries were read. */
    int next;

    Listing(String path, List<String> names) {
        super(path);
        this.names = names;
    }

    @Override
    int read(FlatMemory memory, int address, int length) throws RefusedException {
        throw new RefusedException(Errors.IS_A_DIRECTORY);
    }

    @Override
    void write(byte[] bytes) throws RefusedException {
        throw new RefusedException(Errors.BAD_FILE);
    }

    @Override
    long position() {
        return next;
    }

    @Override
    void position(long newPosition) {
        next = (int) Math.min(newPosition, names.size() + 2L);
    }

    @Override
    long length() {
        return 0;
    }
}
