package org.kernos.container.swap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of Helix states (helix W-6): of each byte in turn, {@code c = rotateLeft(c + byte, 5)} in 32 bits, beginning with 0.
 *
 * <p>Written like that, each byte waits for the one before it. Modulo 2^32 - 1 a rotation is a multiplication, so that four bytes can be
 * taken at once, their sum made beside the waiting: twice as fast, which W-8 needs. The register here is the checksum before its last
 * rotation, so that a step is {@code register = rotateLeft(register, 5) + byte}, and four of them are
 *
 * <pre>
 * register = 2^20 * register + (2^15 * a + 2^10 * b + 2^5 * c + d)     modulo 2^32 - 1
 * </pre>
 *
 * <p>But a sum that overflows 32 bits in one of the four steps loses 2^32, which is 1 too many. The first step that does so begins with a
 * rotated register of at least 2^32 - 255. That is the register before the four steps, rotated by 5, 10, 15 or 20, and what the bytes since
 * then have added: nothing, or less than 2^13, 2^19 or 2^24 - 255. So the rotated register before the four steps had at least its top 24, 18,
 * 13 or 8 bits set, and bits 4 to 11 before it was rotated, in each case. One register in 256 has, and then the bytes are taken one by one. (0
 * and 2^32 - 1 are equal modulo the latter, but no step leads from another number to 0 without an overflow, nor does the sum here.)
 */
final class StateChecksum {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int STEP = 5;
    private static final int FOUR_STEPS = 4 * STEP;
    private static final long BYTES_OF_PAIRS = 0x00FF_00FF_00FF_00FFL;
    private static final long PAIRS_OF_FOURS = 0x0000_FFFF_0000_FFFFL;
    private static final long LOW_WORD = 0xFFFF_FFFFL;
    private static final int MAY_OVERFLOW = 0xFF0;

    private int register;

    /** The checksum of all that was added. */
    int value() {
        return Integer.rotateLeft(register, STEP);
    }

    /** Adds the first bytes of an array. */
    void add(byte[] data, int length) {
        int whole = length & -Long.BYTES;
        register = byByte(data, whole, length, byEight(data, whole, register));
    }

    private static int byEight(byte[] data, int end, int from) {
        int register = from;
        for (int i = 0; i < end; i += Long.BYTES) {
            long bytes = (long) LONGS.get(data, i);
            long pairs = (bytes & BYTES_OF_PAIRS) + (((bytes >>> 8) & BYTES_OF_PAIRS) << STEP);
            long fours = (pairs & PAIRS_OF_FOURS) + (((pairs >>> 16) & PAIRS_OF_FOURS) << (2 * STEP));
            int middle = afterFour(register, fours >>> 32);
            if (mayOverflow(register) || mayOverflow(middle)) {
                register = byByte(data, i, i + Long.BYTES, register);
            } else {
                register = afterFour(middle, fours & LOW_WORD);
            }
        }
        return register;
    }

    private static int afterFour(int register, long four) {
        long sum = (Integer.rotateLeft(register, FOUR_STEPS) & LOW_WORD) + four;
        return (int) (sum + (sum >>> 32));
    }

    private static boolean mayOverflow(int register) {
        return (register & MAY_OVERFLOW) == MAY_OVERFLOW;
    }

    private static int byByte(byte[] data, int begin, int end, int from) {
        int register = from;
        for (int i = begin; i < end; i++) {
            register = Integer.rotateLeft(register, STEP) + (data[i] & 0xFF);
        }
        return register;
    }
}
