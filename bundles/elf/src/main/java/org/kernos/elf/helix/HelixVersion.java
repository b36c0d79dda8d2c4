package org.kernos.elf.helix;

import java.util.Comparator;

/** A version as a header has it: three numbers from 0 to 2147483647. */
public record HelixVersion(int major, int minor, int patch) implements Comparable<HelixVersion> {

    /** What stands for a version that cannot be read. */
    public static final HelixVersion NONE = new HelixVersion(0, 0, 0);

    private static final Comparator<HelixVersion> ORDER = Comparator.comparingInt(HelixVersion::major)
            .thenComparingInt(HelixVersion::minor)
            .thenComparingInt(HelixVersion::patch);

    @Override
    public int compareTo(HelixVersion other) {
        return ORDER.compare(this, other);
    }

    /** {@code 1.2.3}. */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
