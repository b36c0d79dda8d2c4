package org.kernos.runtime.micropython.file;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.machine.FlatMemory;
import org.kernos.runtime.micropython.machine.Imports;

/** The system calls with paths, over a {@link FileTree}. They give an error as the negative of its number. Nothing can be changed. */
final class PathCalls {

    private static final int WRITING = 3;
    private static final int CREATE = 0x40;
    private static final int DIRECTORY_WANTED = 0x10000;

    private final FlatMemory memory;
    private final FileTree tree;
    private final OpenFiles open;
    private final StatusWords status;
    private String directory = "/";

    PathCalls(FlatMemory memory, FileTree tree, OpenFiles open) {
        this.memory = memory;
        this.tree = tree;
        this.open = open;
        this.status = new StatusWords(memory);
    }

    void addTo(Imports imports) {
        imports.function("__syscall_stat64", "ii", a -> stat(path(a[0]), (int) a[1]));
        imports.function("__syscall_lstat64", "ii", a -> stat(path(a[0]), (int) a[1]));
        imports.function("__syscall_newfstatat", "iiii", a -> stat(path(a[1]), (int) a[2]));
        imports.function("__syscall_fstat64", "ii", a -> stat(a[0], (int) a[1]));
        imports.function("__syscall_openat", "iiii", a -> open(path(a[1]), (int) a[2]));
        imports.function("__syscall_getdents64", "iii", a -> list(open.find(a[0]), (int) a[1], (int) a[2]));
        imports.function("__syscall_chdir", "i", a -> enter(path(a[0])));
        imports.function("__syscall_getcwd", "ii", a -> current((int) a[0], a[1]));
        imports.function("__syscall_statfs64", "iii", a -> {
            status.fileSystem((int) a[2]);
            return 0;
        });
        imports.function("__syscall_mkdirat", "iii", a -> refuse(path(a[1])));
        imports.function("__syscall_unlinkat", "iii", a -> refuse(path(a[1])));
        imports.function("__syscall_rmdir", "i", a -> refuse(path(a[0])));
        imports.function("__syscall_renameat", "iiii", a -> refuse(path(a[1])));
    }

    private String path(long address) {
        return FileTree.absolute(directory, new String(memory.readToZero((int) address), StandardCharsets.UTF_8));
    }

    private int stat(String path, int address) {
        if (tree.isDirectory(path)) {
            status.directory(address, path);
            return 0;
        }
        Optional<byte[]> content = tree.find(path);
        content.ifPresent(bytes -> status.file(address, path, bytes.length));
        return content.isPresent() ? 0 : -Errors.NOT_FOUND;
    }

    private int stat(long number, int address) {
        OpenFile file = open.find(number);
        if (file != null) {
            return file.isDirectory() ? stat(file.path, address) : fileStatus(file, address);
        } else if (OpenFiles.isStandard(number)) {
            status.terminal(address, number);
            return 0;
        }
        return -Errors.BAD_FILE;
    }

    private int fileStatus(OpenFile file, int address) {
        status.file(address, file.path, file.content.length);
        return 0;
    }

    private int open(String path, int flags) {
        boolean writes = (flags & WRITING) != 0;
        if (tree.isDirectory(path)) {
            return writes ? -Errors.IS_A_DIRECTORY : open.add(OpenFile.directory(path, tree.list(path)));
        }
        Optional<byte[]> content = tree.find(path);
        if (content.isEmpty()) {
            return (flags & CREATE) != 0 ? -Errors.READ_ONLY : -Errors.NOT_FOUND;
        } else if (writes) {
            return -Errors.READ_ONLY;
        }
        return (flags & DIRECTORY_WANTED) != 0 ? -Errors.NOT_A_DIRECTORY : open.add(OpenFile.file(path, content.get()));
    }

    /** Fills the buffer with as many entries as have room; those of the directory itself and the one above come first. */
    private int list(@Nullable OpenFile file, int address, int length) {
        if (file == null || file.names == null) {
            return -Errors.BAD_FILE;
        }
        int written = 0;
        while (file.position < file.names.size() + 2 && written + StatusWords.ENTRY_LENGTH <= length) {
            int place = file.position++;
            String name = place == 0 ? "." : place == 1 ? ".." : file.names.get(place - 2);
            boolean isDirectory = place < 2 || tree.isDirectory(FileTree.absolute(file.path, name));
            status.entry(address + written, place, name.getBytes(StandardCharsets.UTF_8), isDirectory);
            written += StatusWords.ENTRY_LENGTH;
        }
        return written;
    }

    private int enter(String path) {
        if (!tree.isDirectory(path)) {
            return -Errors.NOT_FOUND;
        }
        directory = path;
        return 0;
    }

    private int current(int address, long room) {
        byte[] name = (directory + '\0').getBytes(StandardCharsets.UTF_8);
        if (name.length > room) {
            return -Errors.OUT_OF_RANGE;
        }
        memory.write(address, name, 0, name.length);
        return name.length;
    }

    private int refuse(String path) {
        return tree.isDirectory(path) || tree.find(path).isPresent() ? -Errors.READ_ONLY : -Errors.NOT_FOUND;
    }
}
