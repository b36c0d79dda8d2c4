package org.kernos.runtime.micropython.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.kernos.runtime.micropython.memory.FlatMemory;

/** Writes what Emscripten's {@code struct stat} and {@code struct dirent} say. */
final class StatusWords {

    static final int ENTRY_LENGTH = 280;

    private static final int STATUS_LENGTH = 96;
    private static final int READABLE_DIRECTORY = 040555;
    private static final int READABLE_FILE = 0100444;
    private static final int OWNER_WRITES = 0200;
    private static final int TERMINAL = 020666;
    private static final int BLOCK = 4096;
    private static final int SECTOR = 512;
    private static final int ENTRY_IS_DIRECTORY = 4;
    private static final int ENTRY_IS_FILE = 8;
    private static final int LONGEST_NAME = 255;

    private final FlatMemory memory;

    StatusWords(FlatMemory memory) {
        this.memory = memory;
    }

    void directory(int address, String path) {
        write(address, READABLE_DIRECTORY, BLOCK, path.hashCode());
    }

    void file(int address, String path, int length) {
        write(address, READABLE_FILE, length, path.hashCode());
    }

    /** Of a file or directory of the host. */
    void host(int address, String path, BasicFileAttributes attributes, boolean canWrite) {
        int mode = attributes.isDirectory() ? READABLE_DIRECTORY : READABLE_FILE;
        write(address, canWrite ? mode | OWNER_WRITES : mode, attributes.size(), path.hashCode());
        memory.writeLong(address + 56, attributes.lastModifiedTime().to(TimeUnit.SECONDS));
    }

    void terminal(int address, long number) {
        write(address, TERMINAL, 0, number);
    }

    private void write(int address, int mode, long size, long inode) {
        memory.fill((byte) 0, address, address + STATUS_LENGTH);
        memory.writeI32(address, 1);
        memory.writeI32(address + 4, mode);
        memory.writeI32(address + 8, 1);
        memory.writeLong(address + 24, size);
        memory.writeI32(address + 32, BLOCK);
        memory.writeI32(address + 36, (int) ((size + SECTOR - 1) / SECTOR));
        memory.writeLong(address + 88, inode);
    }

    /** The entry at a place of a listing, which begins with 0. */
    void entry(int address, int place, byte[] name, boolean isDirectory) {
        memory.writeLong(address, place + 1L);
        memory.writeLong(address + 8, (long) ENTRY_LENGTH * (place + 1));
        memory.writeShort(address + 16, (short) ENTRY_LENGTH);
        memory.writeByte(address + 18, (byte) (isDirectory ? ENTRY_IS_DIRECTORY : ENTRY_IS_FILE));
        int length = Math.min(name.length, LONGEST_NAME);
        memory.write(address + 19, name, 0, length);
        memory.writeByte(address + 19 + length, (byte) 0);
    }

    void fileSystem(int address) {
        int length = 88;
        memory.fill((byte) 0, address, address + length);
        memory.writeI32(address + 4, BLOCK);
        memory.writeI32(address + 56, LONGEST_NAME);
        memory.writeI32(address + 60, BLOCK);
    }
}
