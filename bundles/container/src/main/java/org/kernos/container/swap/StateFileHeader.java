package org.kernos.container.swap;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.kernos.spi.StateBytes;
import org.osgi.framework.Version;

/**
 * What stands before the bytes of a state in its file, big-endian:
 *
 * <pre>
 *  0  8  "KSTATE\r\n"
 *  8  4  format, 1
 * 12  4  length of this header
 * 16  8  revision
 * 24  4  version of the state
 * 28  4  checksum of the state
 * 32  4  CRC32C of the state
 * 36  8  length of the state, which is all the rest of the file
 * 44     module's name, module's version: 2 bytes of length and UTF-8 each
 *     4  CRC32C of this header up to here
 * </pre>
 *
 * @param length of the state in bytes
 */
record StateFileHeader(
        String module, Version version, long revision, int stateVersion, int checksum, int crc32c, long length) {

    /** Magic, format and length, from which the rest can be found. */
    static final int START = 16;

    private static final byte[] MAGIC = "KSTATE\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int SHORTEST = 52;
    private static final int LONGEST = SHORTEST + 2 * 0xFFFF;

    /** The file is none, or not as it was written; the message is the end of a sentence about it. */
    static final class DamageException extends Exception {
        private static final long serialVersionUID = 1;

        DamageException(String message) {
            super(message);
        }
    }

    static StateFileHeader of(SavedState saved) {
        StateSeal seal = saved.state();
        return new StateFileHeader(
                saved.module(),
                saved.version(),
                saved.revision(),
                seal.stateVersion(),
                seal.checksum(),
                seal.crc32c(),
                seal.length());
    }

    SavedState with(StateBytes data) {
        return new SavedState(module, version, revision, new StateSeal(data, stateVersion, checksum, crc32c));
    }

    /**
     * @throws IllegalArgumentException when name or version are longer than 65,535 bytes
     */
    byte[] toBytes() {
        byte[] name = text(module);
        byte[] number = text(version.toString());
        int size = SHORTEST + name.length + number.length;
        ByteBuffer bytes = ByteBuffer.allocate(size).put(MAGIC).putInt(FORMAT).putInt(size);
        bytes.putLong(revision)
                .putInt(stateVersion)
                .putInt(checksum)
                .putInt(crc32c)
                .putLong(length);
        bytes.putShort((short) name.length)
                .put(name)
                .putShort((short) number.length)
                .put(number);
        return bytes.putInt(crc(bytes.array(), size - Integer.BYTES)).array();
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0xFFFF) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes, expected at most 65535");
        }
        return bytes;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /**
     * How long the whole header is.
     *
     * @param start the first bytes of the file, {@link #START} of them if it has as many
     */
    static int size(byte[] start) throws DamageException {
        ByteBuffer bytes = ByteBuffer.wrap(start);
        byte[] magic = new byte[Math.min(MAGIC.length, start.length)];
        bytes.get(magic);
        if (start.length < START) {
            throw new DamageException("it ends after " + start.length + " bytes, within its header");
        } else if (!Arrays.equals(magic, MAGIC)) {
            throw new DamageException("it does not begin as a saved state does");
        }
        int format = bytes.getInt();
        int size = bytes.getInt();
        if (format != FORMAT) {
            throw new DamageException("its format is " + Integer.toUnsignedString(format) + ", expected " + FORMAT);
        } else if (size < SHORTEST || size > LONGEST) {
            throw new DamageException("its header has " + Integer.toUnsignedString(size) + " bytes, expected "
                    + SHORTEST + " to " + LONGEST);
        }
        return size;
    }

    /**
     * @param header as many bytes as {@link #size} says, if the file has as many
     * @param size what it says
     */
    static StateFileHeader read(byte[] header, int size) throws DamageException {
        if (header.length < size) {
            throw new DamageException("it ends after " + header.length + " bytes, within its header of " + size);
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        int now = crc(header, size - Integer.BYTES);
        int written = bytes.getInt(size - Integer.BYTES);
        if (now != written) {
            throw new DamageException(String.format("the CRC32C of its header is %08x, written as %08x", now, written));
        }
        try {
            return fields(bytes.position(START));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new DamageException("its header does not hold together: " + e);
        }
    }

    private static StateFileHeader fields(ByteBuffer bytes) {
        long revision = bytes.getLong();
        int stateVersion = bytes.getInt();
        int checksum = bytes.getInt();
        int crc32c = bytes.getInt();
        long length = bytes.getLong();
        String module = text(bytes);
        Version version = Version.parseVersion(text(bytes));
        return new StateFileHeader(module, version, revision, stateVersion, checksum, crc32c, length);
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
