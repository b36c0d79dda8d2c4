package org.kernos.sxs.script;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Writes what a program prints, whole lines of UTF-8, to the writer that is the context's at that time. */
final class ContextOutput extends OutputStream {

    private final Supplier<Writer> writer;

    ContextOutput(Supplier<Writer> writer) {
        this.writer = writer;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        writer.get().write(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void flush() throws IOException {
        writer.get().flush();
    }
}
