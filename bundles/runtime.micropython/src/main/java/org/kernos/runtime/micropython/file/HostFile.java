package org.kernos.runtime.micropython.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.kernos.runtime.micropython.memory.FlatMemory;

/** A file of the host, below a directory that was granted. */
final class HostFile extends OpenFile {

    /** The most bytes of one read; C code asks again for more. */
    private static final int BLOCK = 1 << 16;

    private final Grant grant;
    private final SeekableByteChannel channel;
    private final boolean appends;

    HostFile(String path, Grant grant, SeekableByteChannel channel, boolean appends) {
        super(path);
        this.grant = grant;
        this.channel = channel;
        this.appends = appends;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    Grant grant() {
        return grant;
    }

    @Override
    int read(FlatMemory memory, int address, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Math.min(length, BLOCK));
        int count = Math.max(0, channel.read(block));
        memory.write(address, block.array(), 0, count);
        return count;
    }

    @Override
    void write(byte[] bytes) throws IOException {
        if (appends) {
            channel.position(channel.size());
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    @Override
    long position() throws IOException {
        return channel.position();
    }

    @Override
    void position(long newPosition) throws IOException {
        channel.position(newPosition);
    }

    @Override
    long length() throws IOException {
        return channel.size();
    }

    @Override
    void sync() throws IOException {
        if (channel instanceof FileChannel onDisk) {
            onDisk.force(true);
        }
    }

    @Override
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // What was written has been handed over with each write.
        }
    }
}
