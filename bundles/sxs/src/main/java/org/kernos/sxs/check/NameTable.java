package org.kernos.sxs.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names that can be seen where the check is, scope in scope. It follows the program in the order of its text, and so knows which names have
 * a value for certain: those that were defined before, and not in a branch that may have been passed over.
 */
final class NameTable {

    private final Map<String, Binding> visible = new HashMap<>();
    private final List<Binding> defined = new ArrayList<>();
    private Set<String> own = new HashSet<>();
    private int branches = 1;
    private int branch = 1;

    /** A scope or a branch that was entered, to go back from. */
    record Mark(Set<String> own, int defined, int branch) {}

    /** Opens a scope; its names are declared next. */
    Mark openScope() {
        Mark mark = openBranch();
        own = new HashSet<>();
        return mark;
    }

    void closeScope(Mark mark) {
        closeBranch(mark);
        for (String name : own) {
            Binding outer = binding(name).outer();
            if (outer == null) {
                visible.remove(name);
            } else {
                visible.put(name, outer);
            }
        }
        own = mark.own;
    }

    /** Enters what may be passed over, or left in its middle. */
    Mark openBranch() {
        Mark mark = new Mark(own, defined.size(), branch);
        branch = ++branches;
        return mark;
    }

    void closeBranch(Mark mark) {
        for (int i = defined.size() - 1; i >= mark.defined; i--) {
            defined.remove(i).defined(0, 0);
        }
        branch = mark.branch;
    }

    /** Gives the scope a name that has a value from the start. */
    void bind(String name, StaticType type) {
        announce(name, null);
        define(name, type, -1);
    }

    /** Notes that the scope may define a name. */
    void announce(String name, @Nullable StaticType lambda) {
        Binding binding = visible.get(name);
        if (own.add(name) || binding == null) {
            binding = new Binding(binding);
            visible.put(name, binding);
        }
        binding.announce(lambda);
    }

    /** The definition that has certainly been evaluated if one here is, or null. */
    @Nullable
    Binding former(String name) {
        Binding binding = binding(name);
        return binding.branch() == branch ? binding : null;
    }

    /** Takes a name for defined as long as this branch is checked. */
    void expect(String name, int offset) {
        Binding binding = binding(name);
        if (!binding.isDefined()) {
            binding.defined(branch, offset);
            defined.add(binding);
        }
    }

    /** Notes that the name has a value from here on. */
    void define(String name, StaticType type, int offset) {
        binding(name).define(type);
        expect(name, offset);
    }

    private Binding binding(String name) {
        Binding binding = visible.get(name);
        if (binding == null) {
            throw new IllegalStateException("'" + name + "' was not announced");
        }
        return binding;
    }

    /** The name in the innermost scope that may define it, or null when none may. */
    @Nullable
    Binding find(String name) {
        return visible.get(name);
    }

    /** For suggestions. */
    Set<String> names() {
        return new TreeSet<>(visible.keySet());
    }
}
