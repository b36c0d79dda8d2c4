package org.kernos.api.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** Reads a value in the binary form, with a stack of its own. */
final class BinaryValueReader {

    private final Input in;
    private final int maxNesting;
    private final Deque<Open> open = new ArrayDeque<>();

    /** A list or prefix of which something is missing. The list grows with its elements: {@code size} is only claimed. */
    private record Open(ValueType type, int size, List<Value> elements) {}

    private BinaryValueReader(Input in, int maxNesting) {
        this.in = in;
        this.maxNesting = maxNesting;
    }

    static Value read(Input in, int maxNesting) {
        in.start(BinaryCodes.VALUE, "a value");
        Value value = new BinaryValueReader(in, maxNesting).read();
        in.end();
        return value;
    }

    private Value read() {
        while (true) {
            Value done = begin();
            while (done != null) {
                Open parent = open.peek();
                if (parent == null) {
                    return done;
                }
                done = complete(parent, done);
            }
        }
    }

    /** The parent when this was what it still lacked, otherwise null. */
    private @Nullable Value complete(Open parent, Value element) {
        parent.elements().add(element);
        if (parent.elements().size() < parent.size()) {
            return null;
        }
        open.remove();
        return Nesting.isPrefix(parent.type()) ? Nesting.wrap(parent.type(), element) : plainList(parent);
    }

    /** There is one form for each value, so numbers on their own have to stand in the form for numbers. */
    private Value plainList(Open list) {
        if (hasOnlyNumbers(list.elements())) {
            throw in.refuse("a list that ends here has only numbers of one type, expected the form for those");
        }
        return new Value.ListValue(Nesting.listKind(list.type()).orElseThrow(), list.elements());
    }

    private static boolean hasOnlyNumbers(List<Value> elements) {
        return switch (elements.get(0).type()) {
            case INT -> NumberList.toLongs(elements).isPresent();
            case REAL -> NumberList.toDoubles(elements).isPresent();
            default -> false;
        };
    }

    /** An atom or a list that is complete, or null when a list or prefix was begun. */
    private @Nullable Value begin() {
        int code = in.octet();
        ValueType type = ValueType.findByCode(code).orElse(null);
        if (type == null) {
            return numbers(code);
        }
        return switch (type) {
            case NONE -> Value.NONE;
            case INT -> new Value.Int(in.zigzag());
            case REAL -> new Value.Real(in.real());
            case STRING -> new Value.Str(in.text());
            case SYMBOL -> new Value.Symbol(in.text());
            case PAREN_LIST, BRACKET_LIST, BRACE_LIST -> list(type);
            case SOME, ERROR, DATUM, ABERRANT -> enter(type, 1);
            case RUNE -> throw in.refuse("type code 8 is that of runes, of which there are no values");
        };
    }

    private @Nullable Value list(ValueType type) {
        checkNesting();
        int size = in.count(1);
        return size > 0
                ? enter(type, size)
                : new Value.ListValue(Nesting.listKind(type).orElseThrow(), List.of());
    }

    private @Nullable Value enter(ValueType type, int size) {
        checkNesting();
        open.push(new Open(type, size, new ArrayList<>(1)));
        return null;
    }

    private void checkNesting() {
        if (open.size() == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
    }

    private Value numbers(int code) {
        int kindCode = code & 0x0F;
        int numberCode = code - kindCode;
        Optional<ListKind> kind = ValueType.findByCode(kindCode).flatMap(Nesting::listKind);
        if (kind.isEmpty() || (numberCode != BinaryCodes.INTS && numberCode != BinaryCodes.REALS)) {
            throw in.refuse("type code " + code + " is none, expected one of those in docs/formats/values.md");
        }
        checkNesting();
        List<Value> elements = numberCode == BinaryCodes.INTS ? ints() : reals();
        if (elements.isEmpty()) {
            throw in.refuse("an empty list in the form for numbers, expected the general one");
        }
        return new Value.ListValue(kind.get(), elements);
    }

    private List<Value> ints() {
        long[] numbers = new long[in.count(1)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.zigzag();
        }
        return Value.ints(numbers).elements();
    }

    private List<Value> reals() {
        double[] numbers = new double[in.count(Double.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.real();
        }
        return Value.reals(numbers).elements();
    }
}
