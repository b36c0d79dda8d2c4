package org.kernos.container.swap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.StateBytes;

/**
 * A module's state, sealed when it is taken and opened before it is given (helix W-6). The bytes are not copied: whoever has them must
 * not change them.
 *
 * @param data what the former revision gave
 * @param stateVersion of its layout, as that revision numbers it
 * @param checksum the one of the Helix specification, bit for bit
 * @param crc32c sees what the other one does not, such as two bytes that change places 32 bytes apart
 */
public record StateSeal(StateBytes data, int stateVersion, int checksum, int crc32c) {

    /** As much as stays in the processor's nearest memory between the two checksums. */
    private static final int AT_ONCE = 1 << 14;

    private record Sums(int checksum, int crc32c) {

        /** Both in one pass: a large state comes from the machine's memory once. */
        static Sums of(StateBytes state) {
            ByteBuffer bytes = state.buffer();
            byte[] part = new byte[Math.min(AT_ONCE, bytes.remaining())];
            StateChecksum checksum = new StateChecksum();
            CRC32C crc = new CRC32C();
            while (bytes.hasRemaining()) {
                int length = Math.min(part.length, bytes.remaining());
                bytes.get(part, 0, length);
                checksum.add(part, length);
                crc.update(part, 0, length);
            }
            return new Sums(checksum.value(), (int) crc.getValue());
        }
    }

    /** Computes both checksums. */
    public static StateSeal seal(StateBytes data, int stateVersion) {
        Sums sums = Sums.of(data);
        return new StateSeal(data, stateVersion, sums.checksum(), sums.crc32c());
    }

    int length() {
        return data.buffer().remaining();
    }

    /**
     * The data, if both checksums hold.
     *
     * @throws ModuleException with {@link ProblemCode#STATE}, saying which of them do not
     */
    public StateBytes open() throws ModuleException {
        Optional<String> alteration = alteration();
        if (alteration.isPresent()) {
            throw new ModuleException(
                    Problem.of(ProblemCode.STATE, "the state is not what was sealed: " + alteration.get()));
        }
        return data;
    }

    /** Which checksum does not hold, as the end of a sentence; empty when both do. */
    Optional<String> alteration() {
        List<String> differences = new ArrayList<>();
        Sums now = Sums.of(data);
        compare("checksum", now.checksum(), checksum, differences);
        compare("CRC32C", now.crc32c(), crc32c, differences);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("of its " + length() + " bytes " + String.join(", and ", differences));
    }

    private static void compare(String name, int now, int sealed, List<String> differences) {
        if (now != sealed) {
            differences.add(String.format("the %s is %08x, sealed with %08x", name, now, sealed));
        }
    }

    @Override
    public String toString() {
        return String.format(
                "%d bytes of version %s, checksum %08x, CRC32C %08x",
                length(), Integer.toUnsignedString(stateVersion), checksum, crc32c);
    }
}
