package org.kernos.runtime.micropython.file;

import java.io.IOException;
import org.kernos.runtime.micropython.machine.FlatMemory;
import org.kernos.runtime.micropython.machine.Imports;

/** The system calls with numbers of open files. Those named {@code fd_*} give an error as its number. */
public final class FileCalls {

    private static final int FROM_HERE = 1;
    private static final int FROM_END = 2;
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
        imports.system("fd_sync", "i", a -> calls.isOpen(a[0]) ? 0 : Errors.BAD_FILE);
        imports.system("fd_seek", "ijii", a -> calls.seek(a[0], a[1], a[2], (int) a[3]));
        imports.system("fd_read", "iiii", a -> calls.read(a[0], (int) a[1], (int) a[2], (int) a[3]));
        imports.system("fd_write", "iiii", a -> calls.write(a[0], (int) a[1], (int) a[2], (int) a[3]));
        imports.function("__syscall_poll", "iii", a -> calls.poll((int) a[0], (int) a[1]));
        imports.function("__syscall_poll_nonblocking", "ii", a -> calls.poll((int) a[0], (int) a[1]));
    }

    private boolean isOpen(long number) {
        return OpenFiles.isStandard(number) || open.find(number) != null;
    }

    private int seek(long number, long offset, long from, int result) {
        OpenFile file = open.find(number);
        if (file == null) {
            return OpenFiles.isStandard(number) ? Errors.NO_SEEK : Errors.BAD_FILE;
        }
        long base = from == FROM_HERE ? file.position : from == FROM_END ? file.content.length : 0;
        long position = base + offset;
        if (position < 0 || position > Integer.MAX_VALUE) {
            return Errors.BAD_ARGUMENT;
        }
        file.position = (int) position;
        memory.writeLong(result, position);
        return 0;
    }

    private int read(long number, int vectors, int count, int result) {
        OpenFile file = open.find(number);
        if (file == null) {
            return OpenFiles.isStandard(number) ? readInput(vectors, count, result) : Errors.BAD_FILE;
        } else if (file != null && file.isDirectory()) {
            return Errors.IS_A_DIRECTORY;
        }
        int total = 0;
        for (int i = 0; i < count && file != null; i++) {
            total += read(file, memory.readInt(vectors + VECTOR * i), memory.readInt(vectors + VECTOR * i + 4));
        }
        memory.writeI32(result, total);
        return 0;
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

    private int read(OpenFile file, int address, int wanted) {
        int length = Math.max(0, Math.min(wanted, file.content.length - file.position));
        if (length > 0) {
            memory.write(address, file.content, file.position, length);
            file.position += length;
        }
        return length;
    }

    private int write(long number, int vectors, int count, int result) {
        if (!OpenFiles.isStandard(number)) {
            return open.find(number) == null ? Errors.BAD_FILE : Errors.READ_ONLY;
        }
        int total = 0;
        for (int i = 0; i < count; i++) {
            int length = memory.readInt(vectors + VECTOR * i + 4);
            if (length > 0) {
                byte[] text = memory.readBytes(memory.readInt(vectors + VECTOR * i), length);
                output.write(text, number == OpenFiles.ERROR_OUTPUT);
                total += length;
            }
        }
        memory.writeI32(result, total);
        return 0;
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
