package org.kernos.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard output that leads to standard error until {@link #release}.
 *
 * <p>A stream that switches inside and not {@code System.setOut} twice: Gogo keeps the stream that it finds when it starts.
 */
final class CommandOutput extends FilterOutputStream {

    private final OutputStream standardOutput;

    private CommandOutput(OutputStream standardOutput, OutputStream meanwhile) {
        super(meanwhile);
        this.standardOutput = standardOutput;
    }

    static CommandOutput install() {
        var output = new CommandOutput(System.out, System.err);
        System.setOut(new PrintStream(output, true, charset()));
        return output;
    }

    /** From now on output is output. */
    synchronized void release() {
        out = standardOutput;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    /** What System.out encodes with: a property since JDK 19, the default before. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding");
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }
}
