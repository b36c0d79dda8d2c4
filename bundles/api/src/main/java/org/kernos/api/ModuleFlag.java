package org.kernos.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a module's author says of the module as a whole (helix X-10). */
public enum ModuleFlag {
    /** Can be swapped with its state. */
    HOT_RELOAD(1),
    DRIVER(1 << 1),
    /** Provides scheduling. */
    SCHEDULER(1 << 2),
    /** Provides a file system. */
    FILESYSTEM(1 << 3),
    /** Loads only where the configuration allows it by name. */
    PRIVILEGED(1 << 4),
    /** May fail without failing the boot. */
    OPTIONAL(1 << 5);

    private final int bit;

    ModuleFlag(int bit) {
        this.bit = bit;
    }

    /** The one bit that stands for it in a header. */
    public int bit() {
        return bit;
    }

    /** The flags of a header's word; bits that no flag has are passed over. */
    public static Set<ModuleFlag> of(int bits) {
        Set<ModuleFlag> flags = EnumSet.noneOf(ModuleFlag.class);
        for (ModuleFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** The bits that no flag has. */
    public static int unknown(int bits) {
        int known = Arrays.stream(values()).mapToInt(ModuleFlag::bit).sum();
        return bits & ~known;
    }

    /** The flag that is spelled like this in a manifest: {@code hot-reload}. */
    public static Optional<ModuleFlag> find(String spelling) {
        return Arrays.stream(values())
                .filter(flag -> flag.toString().equals(spelling))
                .findFirst();
    }

    /** As a manifest spells it: {@code hot-reload}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
