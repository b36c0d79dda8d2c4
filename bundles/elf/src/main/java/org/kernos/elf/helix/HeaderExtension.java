package org.kernos.elf.helix;

import java.nio.ByteBuffer;

/**
 * Whether a header has the fields from byte 60 to 96 that are ours. Where the header comes first, its size covers its tables and
 * texts as well, so that the size alone does not tell: a header of the specification's 60 bytes has them right behind these.
 */
final class HeaderExtension {

    /** Where the tables and texts of a header with all fields may begin. */
    static final int END = 96;

    private static final int NAME = 16;
    private static final int INTERFACES = 44;
    private static final int DEPENDENCIES = 52;
    private static final int INTERFACE_SIZE = 32;
    private static final int INTERFACE_NAME = 8;
    private static final int DEPENDENCY_SIZE = 40;
    private static final int GREATEST_COUNT = 1024;

    private final ByteBuffer file;

    private HeaderExtension(ByteBuffer file) {
        this.file = file;
    }

    /**
     * @param size what the header says, at least {@link HeaderLocation#SHORTEST} and within the file
     */
    static boolean isThere(ByteBuffer file, HeaderLocation location, long size) {
        return size >= END && !(location.place().headerFirst() && new HeaderExtension(file).isInUse());
    }

    /** Whether something that the specification's header leads to lies where the fields would be. */
    private boolean isInUse() {
        return isOnFields(NAME)
                || isOnFields(INTERFACES)
                || isOnFields(DEPENDENCIES)
                || hasTextOnFields(INTERFACES, INTERFACE_SIZE, INTERFACE_NAME)
                || hasTextOnFields(DEPENDENCIES, DEPENDENCY_SIZE, 0);
    }

    /** Of an offset with a length or count behind it. */
    private boolean isOnFields(long at) {
        if (at < 0 || at + Long.BYTES > file.limit()) {
            return false;
        }
        int offset = file.getInt((int) at);
        return file.getInt((int) at + Integer.BYTES) != 0 && offset >= HeaderLocation.SHORTEST && offset < END;
    }

    private boolean hasTextOnFields(int table, int entrySize, int text) {
        long count = Integer.toUnsignedLong(file.getInt(table + Integer.BYTES));
        for (long i = 0; i < Math.min(count, GREATEST_COUNT); i++) {
            if (isOnFields(file.getInt(table) + i * entrySize + text)) {
                return true;
            }
        }
        return false;
    }
}
