package org.kernos.runtime.micropython.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.machine.Imports;
import org.kernos.runtime.micropython.memory.FlatMemory;

/**
 * The system calls with paths, over a {@link FileTree}. They give an error as the negative of its number. Only what the host has granted
 * can be changed.
 */
final class PathCalls {

    private static final int WRITING = 3;
    private static final int READS_TOO = 2;
    private static final int CREATE = 0x40;
    private static final int EXCLUSIVE = 0x80;
    private static final int TRUNCATE = 0x200;
    private static final int APPEND = 0x400;
    private static final int DIRECTORY_WANTED = 0x10000;

    private final FlatMemory memory;
    private final FileTree tree;
    private final OpenFiles open;
    private final StatusWords status;

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
        change(imports, "mkdirat", "iii", a -> granted(path(a[1])).makeDirectory(path(a[1])));
        change(imports, "unlinkat", "iii", a -> granted(path(a[1])).removeFile(path(a[1])));
        change(imports, "rmdir", "i", a -> granted(path(a[0])).removeDirectory(path(a[0])));
        change(imports, "renameat", "iiii", a -> {
            String from = path(a[1]);
            String to = path(a[3]);
            granted(from).rename(from, granted(to), to);
        });
    }

    /** A system call that gives nothing. */
    @FunctionalInterface
    private interface Change {
        void make(long[] arguments) throws IOException;
    }

    private void change(Imports imports, String name, String parameters, Change change) {
        imports.function(
                "__syscall_" + name,
                parameters,
                a -> result(() -> {
                    change.make(a);
                    return 0;
                }));
    }

    /** What a system call does; an error is told by its number. */
    @FunctionalInterface
    private interface Work {
        int give() throws IOException;
    }

    private static int result(Work work) {
        try {
            return work.give();
        } catch (IOException e) {
            return -Errors.of(e);
        }
    }

    /** What lets a path be changed. */
    private Grant granted(String path) throws IOException {
        Optional<Grant> grant = tree.granted(path);
        if (grant.isPresent() && grant.get().canWrite()) {
            return grant.get();
        }
        boolean isThere =
                grant.isPresent() || tree.isDirectory(path) || tree.find(path).isPresent();
        throw new RefusedException(isThere ? Errors.READ_ONLY : Errors.NOT_FOUND);
    }

    private String path(long address) {
        return FileTree.absolute(tree.current(), new String(memory.readToZero((int) address), StandardCharsets.UTF_8));
    }

    private int stat(String path, int address) {
        Optional<Grant> grant = tree.granted(path);
        if (grant.isPresent()) {
            return result(() -> {
                status.host(
                        address, path, grant.get().attributes(path), grant.get().canWrite());
                return 0;
            });
        } else if (tree.isDirectory(path)) {
            status.directory(address, path);
            return 0;
        }
        Optional<byte[]> content = tree.find(path);
        content.ifPresent(bytes -> status.file(address, path, bytes.length));
        return content.isPresent() ? 0 : -Errors.NOT_FOUND;
    }

    private int stat(long number, int address) {
        OpenFile file = open.find(number);
        if (file instanceof HeldFile held) {
            status.file(address, held.path, (int) held.length());
            return 0;
        } else if (file != null) {
            return stat(file.path, address);
        } else if (OpenFiles.isStandard(number)) {
            status.terminal(address, number);
            return 0;
        }
        return -Errors.BAD_FILE;
    }

    private int open(String path, int flags) {
        Optional<Grant> grant = tree.granted(path);
        return grant.isPresent() ? result(() -> openHost(grant.get(), path, flags)) : openHeld(path, flags);
    }

    private int openHeld(String path, int flags) {
        boolean writes = (flags & WRITING) != 0;
        if (tree.isDirectory(path)) {
            return writes ? -Errors.IS_A_DIRECTORY : open.add(new Listing(path, tree.list(path)));
        }
        Optional<byte[]> content = tree.find(path);
        if (content.isEmpty()) {
            return (flags & CREATE) != 0 ? -Errors.READ_ONLY : -Errors.NOT_FOUND;
        } else if (writes) {
            return -Errors.READ_ONLY;
        }
        return result(() -> {
            if ((flags & DIRECTORY_WANTED) != 0) {
                return -Errors.NOT_A_DIRECTORY;
            }
            tree.opening(path);
            return open.add(new HeldFile(path, content.get()));
        });
    }

    private int openHost(Grant grant, String path, int flags) throws IOException {
        boolean writes = (flags & (WRITING | CREATE | TRUNCATE)) != 0;
        if (writes && !grant.canWrite()) {
            return -Errors.READ_ONLY;
        }
        Optional<BasicFileAttributes> there = attributes(grant, path);
        if (there.isPresent() && there.get().isDirectory()) {
            return writes ? -Errors.IS_A_DIRECTORY : open.add(new Listing(path, grant.list(path)));
        } else if (there.isPresent() && !there.get().isRegularFile()) {
            return -Errors.ACCESS;
        } else if (there.isPresent() && (flags & DIRECTORY_WANTED) != 0) {
            return -Errors.NOT_A_DIRECTORY;
        }
        SeekableByteChannel channel = grant.open(path, options(flags));
        return open.add(tree.opened(new HostFile(path, grant, channel, (flags & APPEND) != 0)));
    }

    /** A device would block, and a link is not followed; the file may be one by the time it is opened, which is refused then too. */
    private static Optional<BasicFileAttributes> attributes(Grant grant, String path) throws IOException {
        try {
            return Optional.of(grant.attributes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Set<StandardOpenOption> options(int flags) {
        Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
        if ((flags & WRITING) == 0 || (flags & READS_TOO) != 0) {
            options.add(StandardOpenOption.READ);
        }
        if ((flags & WRITING) != 0) {
            options.add(StandardOpenOption.WRITE);
        }
        if ((flags & CREATE) != 0) {
            options.add((flags & EXCLUSIVE) != 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if ((flags & TRUNCATE) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return options;
    }

    /** Fills the buffer with as many entries as have room; those of the directory itself and the one above come first. */
    private int list(@Nullable OpenFile file, int address, int length) {
        if (!(file instanceof Listing listing)) {
            return -Errors.BAD_FILE;
        }
        int written = 0;
        while (listing.next < listing.names.size() + 2 && written + StatusWords.ENTRY_LENGTH <= length) {
            int place = listing.next++;
            String name = place == 0 ? "." : place == 1 ? ".." : listing.names.get(place - 2);
            boolean isDirectory = place < 2 || isDirectory(FileTree.absolute(listing.path, name));
            status.entry(address + written, place, name.getBytes(StandardCharsets.UTF_8), isDirectory);
            written += StatusWords.ENTRY_LENGTH;
        }
        return written;
    }

    private boolean isDirectory(String path) {
        Optional<Grant> grant = tree.granted(path);
        try {
            return grant.isPresent() ? grant.get().attributes(path).isDirectory() : tree.isDirectory(path);
        } catch (IOException e) {
            return false;
        }
    }

    private int enter(String path) {
        if (!isDirectory(path)) {
            return -Errors.NOT_FOUND;
        }
        tree.enter(path);
        return 0;
    }

    private int current(int address, long room) {
        byte[] name = (tree.current() + '\0').getBytes(StandardCharsets.UTF_8);
        if (name.length > room) {
            return -Errors.OUT_OF_RANGE;
        }
        memory.write(address, name, 0, name.length);
        return name.length;
    }
}
