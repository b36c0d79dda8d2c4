package org.kernos.elf.helix;

import java.util.List;

/**
 * An interface that a module provides.
 *
 * @param at where its entry is, from the header's start
 * @param id as written, unsigned; whether it is the name's is for the reader to see
 * @param methods as written: {@code remove_task(u32) -> bool}
 */
public record HelixInterface(long at, long id, String name, HelixVersion version, List<String> methods) {
    public HelixInterface {
        methods = List.copyOf(methods);
    }
}
