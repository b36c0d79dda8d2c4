package org.kernos.elf.helix;

import java.util.List;

/**
 * A module that a module needs.
 *
 * @param at where its entry is, from the header's start
 * @param min the one version of all kinds but {@link Kind#RANGE}
 * @param max {@link HelixVersion#NONE} for all kinds but {@link Kind#RANGE}
 * @param needs the interfaces that it was compiled against
 */
public record HelixDependency(
        long at, String name, Kind kind, HelixVersion min, HelixVersion max, boolean optional, List<HelixNeed> needs) {

    /** Which versions will do, in the order of their numbers. */
    public enum Kind {
        EXACT,
        COMPATIBLE,
        AT_LEAST,
        RANGE
    }

    public HelixDependency {
        needs = List.copyOf(needs);
    }
}
