package org.kernos.api.codec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** Reads a value from JSON, with a stack of its own. */
final class JsonValueReader {

    private final JsonInput in;
    private final int maxNesting;
    private final Deque<Open> open = new ArrayDeque<>();

    /** A list or prefix whose end has not been read; the elements are a list's. */
    private record Open(ValueType type, ElementList elements) {}

    private JsonValueReader(JsonInput in, int maxNesting) {
        this.in = in;
        this.maxNesting = maxNesting;
    }

    static Value read(JsonInput in, int maxNesting) {
        Value value = new JsonValueReader(in, maxNesting).read();
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

    /** The parent when its end follows this element, otherwise null. */
    private @Nullable Value complete(Open parent, Value element) {
        if (Nesting.isPrefix(parent.type())) {
            JsonText.closeSingle(in, JsonKeys.of(parent.type()));
            open.remove();
            return Nesting.wrap(parent.type(), element);
        }
        parent.elements().add(element);
        if (in.nextElement()) {
            return null;
        }
        open.remove();
        return list(parent.type(), parent.elements().toList());
    }

    /** A list behind its closing bracket. */
    private Value list(ValueType type, List<Value> elements) {
        if (type != ValueType.BRACKET_LIST) {
            JsonText.closeSingle(in, JsonKeys.of(type));
        }
        return new Value.ListValue(Nesting.listKind(type).orElseThrow(), elements);
    }

    /** An atom or an empty list, or null when a list or prefix was begun. */
    private @Nullable Value begin() {
        int next = in.peek();
        if (next == '"') {
            return new Value.Str(in.string());
        } else if (next == '-' || (next >= '0' && next <= '9')) {
            JsonNumber number = in.number();
            return number.isReal() ? new Value.Real(number.real()) : new Value.Int(number.integer());
        } else if (next == '[') {
            return array(ListKind.BRACKET.type());
        } else if (in.tryTake('{')) {
            return object();
        } else if (in.tryTakeWord("null")) {
            return Value.NONE;
        }
        throw in.refuse("a value (which null is, and true and false are not)");
    }

    private @Nullable Value array(ValueType type) {
        checkNesting();
        if (!in.beginArray()) {
            return list(type, List.of());
        }
        open.push(new Open(type, new ElementList()));
        return null;
    }

    private void checkNesting() {
        if (open.size() == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
    }

    private @Nullable Value object() {
        String key = JsonText.key(in);
        return switch (key) {
            case JsonText.BYTES -> single(key, new Value.Str(JsonText.bytes(in)));
            case JsonText.UNITS -> single(key, new Value.Str(JsonText.units(in)));
            default -> object(key, JsonKeys.find(key).orElseThrow(() -> unknown(key)));
        };
    }

    private @Nullable Value object(String key, ValueType type) {
        return switch (type) {
            case SYMBOL -> single(key, new Value.Symbol(JsonText.read(in)));
            case REAL -> single(key, JsonReals.read(in));
            case PAREN_LIST, BRACE_LIST -> array(type);
            case SOME, ERROR, DATUM, ABERRANT -> {
                checkNesting();
                open.push(new Open(type, new ElementList()));
                yield null;
            }
            default -> throw unknown(key);
        };
    }

    private Value single(String key, Value value) {
        JsonText.closeSingle(in, key);
        return value;
    }

    private CodecException unknown(String key) {
        return in.refuseLast("the key " + CodecException.quote(key) + " stands for no value");
    }
}
