package org.kernos.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something beyond computing that a module deals in (helix X-1). The container shows them all and enforces {@link #FILESYSTEM} and {@link
 * #NETWORKING}: a module that declares its capabilities and lacks one of these cannot call the functions of a module that has it.
 */
public enum ModuleCapability {
    INTERRUPTS(1),
    DMA(1 << 1),
    IO_PORTS(1 << 2),
    FILESYSTEM(1 << 3),
    NETWORKING(1 << 4),
    SCHEDULING(1 << 5);

    private final int bit;

    ModuleCapability(int bit) {
        this.bit = bit;
    }

    /** The one bit that stands for it in a header. */
    public int bit() {
        return bit;
    }

    /** The capability that is spelled like this in a manifest: {@code io-ports}. */
    public static Optional<ModuleCapability> find(String spelling) {
        return Arrays.stream(values())
                .filter(capability -> capability.toString().equals(spelling))
                .findFirst();
    }

    /** As a manifest spells it: {@code io-ports}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
