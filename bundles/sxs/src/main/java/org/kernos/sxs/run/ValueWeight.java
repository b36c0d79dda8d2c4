package org.kernos.sxs.run;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.Value;

/** About how many bytes values take, those that are reached twice counted once. Nesting costs heap, never the thread's stack. */
final class ValueWeight {

    private static final long OBJECT = 24;
    private static final long REFERENCE = 8;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Value> open = new ArrayDeque<>();
    private long bytes;

    /** Of one value by itself. */
    static long of(Value value) {
        if (value instanceof Value.Str string) {
            return OBJECT + string.text().length();
        } else if (value instanceof Value.ListValue || value instanceof Value.Error || value instanceof Value.Some) {
            ValueWeight weight = new ValueWeight();
            weight.add(value);
            return weight.bytes;
        }
        return OBJECT;
    }

    long bytes() {
        return bytes;
    }

    /** Whether this is met for the first time. */
    boolean isNew(Object object) {
        return seen.add(object);
    }

    void add(@Nullable Value value) {
        if (value != null) {
            open.push(value);
        }
        while (!open.isEmpty()) {
            addOne(open.pop());
        }
    }

    private void addOne(Value value) {
        if (value instanceof Value.Int || value instanceof Value.Real || value instanceof Value.None) {
            bytes += OBJECT;
        } else if (isNew(value)) {
            bytes += OBJECT;
            if (value instanceof Value.Str string) {
                bytes += string.text().length();
            } else if (value instanceof Value.ListValue list) {
                addElements(list);
            } else if (value instanceof Lambda lambda) {
                lambda.frame().collect(this);
            } else if (value instanceof Value.Error error) {
                open.push(error.wrapped());
            } else if (value instanceof Value.Some some) {
                open.push(some.wrapped());
            } else if (value instanceof Value.Datum datum) {
                open.push(datum.wrapped());
            }
        }
    }

    private void addElements(Value.ListValue list) {
        bytes += REFERENCE * list.elements().size();
        if (!(list.elements() instanceof NumberList)) {
            list.elements().forEach(open::push);
        }
    }
}
