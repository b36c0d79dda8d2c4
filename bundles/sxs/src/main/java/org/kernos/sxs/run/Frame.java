package org.kernos.sxs.run;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.value.Value;

/**
 * The values of a scope while it is evaluated: of one call of a lambda, one pass of a loop, one file. A slot is null until
 * its name is defined, and is written once. Kernels evaluate in the frame that their call stands in.
 */
public final class Frame implements Evaluator {

    private final Scope scope;
    private final @Nullable Frame parent;
    private final Unit unit;
    private @Nullable Value[] values;

    /** What kernels' evaluations have defined here: names that the scope did not know when it was compiled. */
    private volatile @Nullable Map<String, Value> late;

    public Frame(Scope scope, @Nullable Frame parent, Unit unit) {
        this.scope = scope;
        this.parent = parent;
        this.unit = unit;
        this.values = new Value[scope.size()];
    }

    public Scope scope() {
        return scope;
    }

    public Unit unit() {
        return unit;
    }

    /** The frame so many scopes further out. */
    public Frame outer(int hops) {
        Frame frame = this;
        for (int i = 0; i < hops; i++) {
            Frame next = frame.parent;
            if (next == null) {
                throw new IllegalStateException("a scope has no more than " + i + " scopes around it");
            }
            frame = next;
        }
        return frame;
    }

    /** The value in a slot, or null while its name is not defined. */
    public @Nullable Value get(int slot) {
        return values[slot];
    }

    public void set(int slot, Value value) {
        values[slot] = value;
    }

    /** Makes room for the names that a session's scope has got since this frame was made. */
    public void grow() {
        if (values.length < scope.size()) {
            values = Arrays.copyOf(values, scope.size());
        }
    }

    /** Looks for a name here and further out, at last outside of the program, whether its scope knew it when it was compiled or not. */
    public @Nullable Value find(String name) {
        for (Frame frame = this; frame != null; frame = frame.parent) {
            Value value = frame.own(name);
            if (value != null) {
                return value;
            }
        }
        OuterNames outer = unit.outer();
        return outer == null ? null : outer.find(name);
    }

    /** The value of a name that is defined in this very frame, or null. */
    public @Nullable Value own(String name) {
        int slot = scope.slot(name);
        if (slot >= 0 && slot < values.length && values[slot] != null) {
            return values[slot];
        }
        Map<String, Value> names = late;
        return names == null ? null : names.get(name);
    }

    /** Defines a name in this frame, in its slot if it has one. */
    public void define(String name, Value value) {
        int slot = scope.slot(name);
        if (slot >= 0 && slot < values.length) {
            values[slot] = value;
            return;
        }
        OuterNames outer = parent == null ? unit.outer() : null;
        if (outer != null) {
            outer.define(name, value);
            return;
        }
        unit.expectLateNames();
        synchronized (this) {
            Map<String, Value> names = late;
            if (names == null) {
                names = new ConcurrentHashMap<>();
                late = names;
            }
            names.put(name, value);
        }
    }

    /** Each value that this frame and those around it hold. */
    void collect(ValueWeight weight) {
        for (Frame frame = this; frame != null && weight.isNew(frame); frame = frame.parent) {
            for (Value value : frame.values) {
                weight.add(value);
            }
        }
    }

    /** A kernel's {@code eval}: in this scope, on the calling thread. */
    @Override
    public Value eval(Value expression) {
        return unit.run().evaluate(expression, this);
    }
}
