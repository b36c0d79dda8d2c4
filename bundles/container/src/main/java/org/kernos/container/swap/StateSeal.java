package org.kernos.container.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * A module's state, sealed when it is taken and opened before it is given (helix W-6). The bytes are not copied: whoever has them must
 * not change them.
 *
 * @param data what the former revision gave
 * @param stateVersion of its layout, as that revision numbers it
 * @param checksum the one of the Helix specification, bit for bit
 * @param crc32c sees what the other one does not, such as two bytes that change places 32 bytes apart
 */
@SuppressWarnings("ArrayRecordComponent") // Two seals are never compared, and copies of 256 MiB are what this avoids.
public record StateSeal(byte[] data, int stateVersion, int checksum, int crc32c) {

    /** Computes both checksums. */
    public static StateSeal seal(byte[] data, int stateVersion) {
        return new StateSeal(data, stateVersion, StateChecksum.of(data), crc32c(data));
    }

    private static int crc32c(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data, 0, data.length);
        return (int) crc.getValue();
    }

    /**
     * The data, if both checksums hold.
     *
     * @throws ModuleException with {@link ProblemCode#STATE}, saying which of them do not
     */
    public byte[] open() throws ModuleException {
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
        compare("checksum", StateChecksum.of(data), checksum, differences);
        compare("CRC32C", crc32c(data), crc32c, differences);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("of its " + data.length + " bytes " + String.join(", and ", differences));
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
                data.length, Integer.toUnsignedString(stateVersion), checksum, crc32c);
    }
}
