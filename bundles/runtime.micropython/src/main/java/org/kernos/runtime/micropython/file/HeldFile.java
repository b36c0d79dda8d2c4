package org.kernos.runtime.micropython.file;

import org.kernos.runtime.micropython.memory.FlatMemory;

/** A file whose content is in Java's memory; read-only. */
final class HeldFile extends OpenFile {

    private final byte[] content;
    private long position;

    HeldFile(String path, byte[] content) {
        super(path);
        this.content = content;
    }

    @Override
    int read(FlatMemory memory, int address, int length) {
        int count = (int) Math.max(0, Math.min(length, content.length - position));
        if (count > 0) {
            memory.write(address, content, (int) position, count);
            position += count;
        }
        return count;
    }

    @Override
    void write(byte[] bytes) throws RefusedException {
        throw new RefusedException(Errors.READ_ONLY);
    }

    @Override
    long position() {
        return position;
    }

    @Override
    void position(long newPosition) {
        position = newPosition;
    }

    @Override
    long length() {
        return content.length;
    }
}
