package org.kernos.runtime.micropython.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.kernos.runtime.micropython.memory.FlatMemory;

/** The two files of one compilation, and what the compiler prints. */
final class CompilerFiles {

    static final int NO_SEEK = 70;

    private static final int SOURCE = 3;
    private static final int BYTECODE = 4;
    private static final int VECTOR = 8;

    private final FlatMemory memory;
    private final byte[] source;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private int position;

    CompilerFiles(FlatMemory memory, byte[] source) {
        this.memory = memory;
        this.source = source;
    }

    /** The number of the file whose name is at an address; only the source is called {@code in}. */
    int open(int name) {
        return new String(memory.readToZero(name), StandardCharsets.UTF_8).equals("in") ? SOURCE : BYTECODE;
    }

    /** Only the source is ever read. */
    int read(int vectors, int count, int result) {
        int before = position;
        for (int i = 0; i < count; i++) {
            int wanted = memory.readInt(vectors + VECTOR * i + 4);
            int length = Math.min(wanted, source.length - position);
            memory.write(memory.readInt(vectors + VECTOR * i), source, position, length);
            position += length;
        }
        memory.writeI32(result, position - before);
        return 0;
    }

    int write(int number, int vectors, int count, int result) {
        ByteArrayOutputStream target = number == BYTECODE ? written : printed;
        int total = 0;
        for (int i = 0; i < count; i++) {
            int length = memory.readInt(vectors + VECTOR * i + 4);
            if (length > 0) {
                target.writeBytes(memory.readBytes(memory.readInt(vectors + VECTOR * i), length));
                total += length;
            }
        }
        memory.writeI32(result, total);
        return 0;
    }

    /** Empty when there was a mistake in the source. */
    byte[] written() {
        return written.toByteArray();
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
