package org.kernos.api.codec;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.Value;

/** Writes a value in the binary form, with a stack of its own. */
final class BinaryValueWriter {

    private final Output out;
    private final int maxNesting;

    /** What is still to be written of each list and prefix that was begun. */
    private final Deque<Iterator<Value>> open = new ArrayDeque<>();

    private BinaryValueWriter(Output out, int maxNesting) {
        this.out = out;
        this.maxNesting = maxNesting;
    }

    static void write(Value value, Output out, int maxNesting) {
        out.octet(BinaryCodes.VALUE);
        BinaryValueWriter writer = new BinaryValueWriter(out, maxNesting);
        writer.begin(value);
        while (!writer.open.isEmpty()) {
            writer.advance();
        }
    }

    private void advance() {
        Iterator<Value> rest = open.element();
        if (rest.hasNext()) {
            begin(rest.next());
        } else {
            open.remove();
        }
    }

    private void begin(Value value) {
        if (value instanceof Value.ListValue list) {
            list(list);
            return;
        }
        out.octet(value.type().code());
        if (value instanceof Value.Int number) {
            out.zigzag(number.value());
        } else if (value instanceof Value.Real real) {
            out.real(real.value());
        } else if (value instanceof Value.Str string) {
            out.text(string.text());
        } else if (value instanceof Value.Symbol symbol) {
            out.text(symbol.name());
        } else {
            Nesting.wrapped(value)
                    .ifPresent(inner -> enter(Collections.singleton(inner).iterator()));
        }
    }

    /** A level that is entered and has nothing inside, such as an empty list, is left with the next step. */
    private void enter(Iterator<Value> rest) {
        if (open.size() == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
        open.push(rest);
    }

    private void list(Value.ListValue list) {
        List<Value> elements = list.elements();
        Value first = elements.isEmpty() ? Value.NONE : elements.get(0);
        Optional<long[]> ints = first instanceof Value.Int ? NumberList.toLongs(elements) : Optional.empty();
        Optional<double[]> reals = first instanceof Value.Real ? NumberList.toDoubles(elements) : Optional.empty();
        int code = list.type().code();
        if (ints.isPresent()) {
            out.octet(code + BinaryCodes.INTS);
            ints(ints.get());
        } else if (reals.isPresent()) {
            out.octet(code + BinaryCodes.REALS);
            reals(reals.get());
        } else {
            out.octet(code);
            out.varint(elements.size());
            enter(elements.iterator());
            return;
        }
        enter(Collections.emptyIterator());
    }

    private void ints(long[] numbers) {
        out.varint(numbers.length);
        out.require(numbers.length);
        for (long number : numbers) {
            out.zigzag(number);
        }
    }

    private void reals(double[] numbers) {
        out.varint(numbers.length);
        out.require((long) Double.BYTES * numbers.length);
        for (double number : numbers) {
            out.real(number);
        }
    }
}
