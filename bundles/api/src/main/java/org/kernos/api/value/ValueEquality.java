package org.kernos.api.value;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Equality and hash codes of values that hold others. Works with a stack of its own: values may be nested as deep as the
 * reader allows, and comparing them must not overflow the thread's stack.
 */
final class ValueEquality {

    private ValueEquality() {}

    private record Pair(Value left, Value right) {}

    static boolean equal(Value left, Value right) {
        Deque<Pair> open = new ArrayDeque<>();
        open.push(new Pair(left, right));
        while (!open.isEmpty()) {
            Pair pair = open.pop();
            if (pair.left() != pair.right() && !sameOutside(pair, open)) {
                return false;
            }
        }
        return true;
    }

    /** Compares what the two are themselves; what they hold is left on the stack. */
    private static boolean sameOutside(Pair pair, Deque<Pair> open) {
        if (pair.left().type() != pair.right().type()) {
            return false;
        }
        Optional<Value> wrapped = wrapped(pair.left());
        if (wrapped.isPresent()) {
            open.push(new Pair(wrapped.get(), wrapped(pair.right()).orElseThrow()));
            return true;
        } else if (pair.left() instanceof Value.ListValue left && pair.right() instanceof Value.ListValue right) {
            return sameLength(left, right, open);
        }
        return pair.left().equals(pair.right());
    }

    private static boolean sameLength(Value.ListValue left, Value.ListValue right, Deque<Pair> open) {
        if (left.elements().size() != right.elements().size()) {
            return false;
        }
        Iterator<Value> others = right.elements().iterator();
        for (Value element : left.elements()) {
            open.push(new Pair(element, others.next()));
        }
        return true;
    }

    static int hash(Value value) {
        int hash = 1;
        Deque<Value> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty()) {
            Value next = open.pop();
            hash = 31 * hash + next.type().code();
            Optional<Value> wrapped = wrapped(next);
            if (wrapped.isPresent()) {
                open.push(wrapped.get());
            } else if (next instanceof Value.ListValue list) {
                hash = 31 * hash + list.elements().size();
                list.elements().forEach(open::push);
            } else {
                hash = 31 * hash + next.hashCode();
            }
        }
        return hash;
    }

    private static Optional<Value> wrapped(Value value) {
        if (value instanceof Value.Some some) {
            return Optional.of(some.wrapped());
        } else if (value instanceof Value.Error error) {
            return Optional.of(error.wrapped());
        } else if (value instanceof Value.Datum datum) {
            return Optional.of(datum.wrapped());
        } else if (value instanceof Value.Aberrant aberrant) {
            return Optional.of(aberrant.wrapped());
        }
        return Optional.empty();
    }
}
