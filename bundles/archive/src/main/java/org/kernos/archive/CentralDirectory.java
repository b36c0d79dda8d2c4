package org.kernos.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The list of entries at the end of an archive (APPNOTE.TXT 4.3.12 and 4.3.16), for the one thing that java.util.zip neither shows nor writes: the Unix
 * modes, which make an entry a link where others unpack it.
 */
final class CentralDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END_COMMENT = 20;
    private static final int END_LENGTH = 12;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int ENTRY_SYSTEM = 5;
    private static final int ENTRY_NAME = 28;
    private static final int ENTRY_EXTRA = 30;
    private static final int ENTRY_COMMENT = 32;
    private static final int ENTRY_ATTRIBUTES = 38;
    private static final byte UNIX = 3;

    /** More than 10,000 entries need. */
    private static final long GREATEST = 64L << 20;

    private final FileChannel channel;
    private final long start;
    private final ByteBuffer content;

    /**
     * An entry as it stands there.
     *
     * @param offset in the list
     */
    record Entry(String name, int mode, int offset) {

        /** Whether it is something else than a file or a directory where modes count. */
        boolean isSpecial() {
            int type = mode & 0xF000;
            return type != 0 && type != 0x8000 && type != 0x4000;
        }
    }

    private CentralDirectory(FileChannel channel) throws IOException {
        this.channel = channel;
        long size = channel.size();
        ByteBuffer tail = read(channel, Math.max(0, size - END_SIZE - LONGEST_COMMENT), size);
        int end = end(tail);
        // What stands before the archive, as in one that unpacks itself, is counted by no offset.
        long length = Integer.toUnsignedLong(tail.getInt(end + END_LENGTH));
        long endsAt = size - tail.limit() + end;
        if (length > Math.min(endsAt, GREATEST)) {
            throw new ZipException("the list of entries has " + length + " bytes");
        }
        this.start = endsAt - length;
        this.content = read(channel, start, endsAt);
    }

    private static int end(ByteBuffer tail) throws ZipException {
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END
                    && at + END_SIZE + Short.toUnsignedInt(tail.getShort(at + END_COMMENT)) <= tail.limit()) {
                return at;
            }
        }
        throw new ZipException("the archive has no end");
    }

    private static ByteBuffer read(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("the archive has become shorter");
            }
        }
        return buffer.flip();
    }

    /** All entries of an archive. */
    static List<Entry> read(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive)) {
            return new CentralDirectory(channel).entries();
        }
    }

    /** Gives the entries of an archive modes, in their order, and waits until all of it is on the disk. */
    static void setModes(Path archive, List<Integer> modes) throws IOException {
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            CentralDirectory directory = new CentralDirectory(channel);
            Iterator<Integer> mode = modes.iterator();
            for (Entry entry : directory.entries()) {
                directory.content.put(entry.offset() + ENTRY_SYSTEM, UNIX);
                directory.content.putInt(entry.offset() + ENTRY_ATTRIBUTES, mode.next() << 16);
            }
            directory.write();
        }
    }

    private List<Entry> entries() throws ZipException {
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < content.limit(); ) {
            if (at + ENTRY_SIZE > content.limit() || content.getInt(at) != ENTRY) {
                throw new ZipException("the list of entries is damaged at byte " + (start + at));
            }
            int name = Short.toUnsignedInt(content.getShort(at + ENTRY_NAME));
            int next = at
                    + ENTRY_SIZE
                    + name
                    + Short.toUnsignedInt(content.getShort(at + ENTRY_EXTRA))
                    + Short.toUnsignedInt(content.getShort(at + ENTRY_COMMENT));
            if (next > content.limit()) {
                throw new ZipException("the list of entries is damaged at byte " + (start + at));
            }
            String text = StandardCharsets.UTF_8
                    .decode(content.slice(at + ENTRY_SIZE, name))
                    .toString();
            entries.add(new Entry(text, content.getInt(at + ENTRY_ATTRIBUTES) >>> 16, at));
            at = next;
        }
        return entries;
    }

    private void write() throws IOException {
        ByteBuffer all = content.duplicate();
        while (all.hasRemaining()) {
            channel.write(all, start + all.position());
        }
        channel.force(true);
    }
}
