package org.example;

import java.io.IOException;

public class Kernel implements AutoCloseable {
    public long f(long a) { return a; }

    /** A function; the one without an argument is none. */
    public long close(long a) { return a; }

    @Override
    public void close() throws IOException {
        throw new IOException("the disk is gone");
    }
}
