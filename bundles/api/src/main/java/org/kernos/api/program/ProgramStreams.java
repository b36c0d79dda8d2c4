package org.kernos.api.program;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a program reads and writes as its own. None of them is closed.
 *
 * @param input what it reads as its standard input
 * @param output where it prints to
 * @param errors where it prints messages to that are not its result
 */
public record ProgramStreams(InputStream input, PrintStream output, PrintStream errors) {

    /** Nothing to read, and the process's own output. */
    public static final ProgramStreams DEFAULT =
            new ProgramStreams(InputStream.nullInputStream(), System.out, System.err);

    public ProgramStreams withInput(InputStream stream) {
        return new ProgramStreams(stream, output, errors);
    }

    /** Both, what it prints and its messages. */
    public ProgramStreams withOutput(PrintStream stream) {
        return new ProgramStreams(input, stream, stream);
    }
}
