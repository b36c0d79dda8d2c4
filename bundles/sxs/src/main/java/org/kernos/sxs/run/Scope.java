package org.kernos.sxs.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a part of a program can define, each with the slot its value has in every {@link Frame} of this scope. It
 * is filled while the part is compiled and, but for a session's, does not change afterwards.
 */
public final class Scope {

    private final @Nullable Scope parent;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * @param parent the scope around it, or null for a file's own
     */
    public Scope(@Nullable Scope parent) {
        this.parent = parent;
    }

    public @Nullable Scope parent() {
        return parent;
    }

    /** Gives a name a slot, unless it has one. */
    public int declare(String name) {
        Integer slot = slots.get(name);
        if (slot != null) {
            return slot;
        }
        slots.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /** The name's slot, or -1. */
    public int slot(String name) {
        return slots.getOrDefault(name, -1);
    }

    public int size() {
        return names.size();
    }

    /** In the order of their slots. */
    public List<String> names() {
        return Collections.unmodifiableList(names);
    }
}
