package org.kernos.elf.helix;

import java.util.List;

/**
 * An interface of a dependency that a module was compiled against.
 *
 * @param at where its entry is, from the header's start
 * @param methods as written: {@code remove_task(u32) -> bool}
 */
public record HelixNeed(long at, String name, HelixVersion version, List<String> methods) {
    public HelixNeed {
        methods = List.copyOf(methods);
    }
}
