package org.kernos.runtime.micropython.file;

import java.io.IOException;

/** Takes what Python prints, and may have something for it to read. */
@FunctionalInterface
public interface Output {

    /**
     * @param isError whether it was written to {@code sys.stderr}
     */
    void write(byte[] text, boolean isError);

    /**
     * Reads what {@code sys.stdin} is to have next, and waits for it.
     *
     * @return how many bytes, or -1 at the end, where it is when nothing is ever read
     */
    default int read(byte[] target) throws IOException {
        return -1;
    }
}
