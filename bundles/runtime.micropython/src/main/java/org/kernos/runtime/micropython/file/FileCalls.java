package org.kernos.runtime.micropython.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.function.Consumer;
import org.kernos.runtime.micropython.machine.Imports;
import org.kernos.runtime.micropython.memory.FlatMemory;

/** The system calls with numbers of open files. Those named {@code fd_*} give an error as its number. */
public final class FileCalls {

    private static final int VECTOR = 8;

    private static final int CAN_READ_AND_WRITE = 5;
    private static final int NOT_OPEN = 32;

    private final FlatMemory memory;
    private final Output output;
    private final OpenFiles open = new OpenFiles();

    private FileCalls(FlatMemory memory, Output output) {
        this.memory = memory;
        this.output = output;
    }

    /** All system calls, for one instance. */
    public static void addTo(Imports imports, FlatMemory memory, FileTree tree, Output output) {
        FileCalls calls = new FileCalls(memory, output);
        new PathCalls(memory, tree, calls.open).addTo(imports);
        imports.system("fd_close", "i", a -> calls.open.close(a[0]) ? 0 : Errors.BAD_FILE);
        imports.system("fd_sync", "i", a -> OpenFiles.isStandard(a[0]) ? 0 : calls.with(a[0], OpenFile::sync));
        imports.system("fd_seek", "ijii", a -> calls.seek(a[0], a[1], a[2], (int) a[3]));
        imports.system("fd_read", "iiii", a -> calls.read(a[0], (int) a[1], (int) a[2], (int) a[3]));
        imports.system("fd_write", "iiii", a -> calls.write(a[0], (int) a[1], (int) a[2], (int) a[3]));
        imports.function("__syscall_poll", "iii", a -> calls.poll((int) a[0], (int) a[1]));
        imports.function("__syscall_poll_nonblocking", "ii", a -> calls.poll((int) a[0], (int) a[1]));
    }

    private boolean isOpen(long number) {
        return OpenFiles.isStandard(number) || open.find(number) != null;
    }

    /** A system call with an open file, which gives 0 when there is no other error. */
    @FunctionalInterface
    private interface Call {
        void on(OpenFile file) throws IOException;
    }

    private int with(long number, Call call) {
        OpenFile file = open.find(number);
        if (file == null) {
            return Errors.BAD_FILE;
        }
        try {
            call.on(file);
            return 0;
        } catch (IOException e) {
            return Errors.of(e);
        } catch (NonReadableChannelException | NonWritableChannelException e) {
            return Errors.BAD_FILE;
        }
    }

    private int seek(long number, long offset, long from, int result) {
        if (OpenFiles.isStandard(number)) {
            return Errors.NO_SEEK;
        }
        return with(number, file -> {
            long position = file.seek(offset, (int) from);
            if (position < 0) {
                throw new RefusedException(Errors.BAD_ARGUMENT);
            }
            memory.writeLong(result, position);
        });
    }

    private int read(long number, int vectors, int count, int result) {
        if (OpenFiles.isStandard(number)) {
            return readInput(vectors, count, result);
        }
        return with(number, file -> {
            int total = 0;
            for (int i = 0; i < count; i++) {
                total += file.read(
                        memory, memory.readInt(vectors + VECTOR * i), memory.readInt(vectors + VECTOR * i + 4));
            }
            memory.writeI32(result, total);
        });
    }

    /** As much as is there, at most what the first block with room takes. */
    private int readInput(int vectors, int count, int result) {
        int vector = vectors;
        while (count > 1 && memory.readInt(vector + 4) == 0 && vector < vectors + VECTOR * (count - 1)) {
            vector += VECTOR;
        }
        byte[] bytes = new byte[memory.readInt(vector + 4)];
        try {
            int length = Math.max(0, output.read(bytes));
            memory.write(memory.readInt(vector), bytes, 0, length);
            memory.writeI32(result, length);
            return 0;
        } catch (IOException e) {
            return Errors.INPUT_OUTPUT;
        }
    }

    private int write(long number, int vectors, int count, int result) {
        if (OpenFiles.isStandard(number)) {
            int total = gather(vectors, count, text -> output.write(text, number == OpenFiles.ERROR_OUTPUT));
            memory.writeI32(result, total);
            return 0;
        }
        return with(number, file -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            int total = gather(vectors, count, all::writeBytes);
            file.write(all.toByteArray());
            memory.writeI32(result, total);
        });
    }

    private int gather(int vectors, int count, Consumer<byte[]> target) {
        int total = 0;
        for (int i = 0; i < count; i++) {
            int length = memory.readInt(vectors + VECTOR * i + 4);
            if (length > 0) {
                target.accept(memory.readBytes(memory.readInt(vectors + VECTOR * i), length));
                total += length;
            }
        }
        return total;
    }

    /** Nothing here ever blocks. */
    private int poll(int entries, int count) {
        int ready = 0;
        for (int i = 0; i < count; i++) {
            int entry = entries + VECTOR * i;
            int answer = isOpen(memory.readInt(entry)) ? CAN_READ_AND_WRITE & memory.readShort(entry + 4) : NOT_OPEN;
            memory.writeShort(entry + 6, (short) answer);
            ready += answer == 0 ? 0 : 1;
        }
        return ready;
    }
}
