package org.kernos.runtime.micropython;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.PythonTuple;

/**
 * Values of kernels as values of Python and back (design Y-6): a bracket list is a list, a paren list a tuple, a brace list of pairs
 * a dictionary. A string
 * whose bytes are no UTF-8 is {@code bytes}; booleans become integers.
 */
public final class PythonValues {

    private static final int PAIR = 2;

    private PythonValues() {}

    /**
     * @throws IllegalArgumentException for a value that no Python object stands for, saying which
     */
    public static @Nullable Object toPython(Value value) {
        if (value instanceof Value.Int number) {
            return number.value();
        } else if (value instanceof Value.Real number) {
            return number.value();
        } else if (value instanceof Value.Str text) {
            return text(text);
        } else if (value instanceof Value.None) {
            return null;
        } else if (value instanceof Value.Symbol symbol) {
            return symbol.name();
        } else if (value instanceof Value.ListValue list) {
            return list(list);
        }
        throw new IllegalArgumentException(
                "no Python object stands for a value of type " + value.type().keyword());
    }

    /** Bytes that are no UTF-8 stand in the text as single surrogates. */
    private static Object text(Value.Str text) {
        String content = text.text();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < content.length()
                    && Character.isLowSurrogate(content.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return text.bytes();
            }
        }
        return content;
    }

    private static Object list(Value.ListValue list) {
        if (list.kind() == ListKind.BRACE && list.elements().stream().allMatch(PythonValues::isPair)) {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (Value element : list.elements()) {
                List<Value> pair = ((Value.ListValue) element).elements();
                map.put(toPython(pair.get(0)), toPython(pair.get(1)));
            }
            return map;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        list.elements().forEach(element -> elements.add(toPython(element)));
        return list.kind() == ListKind.PAREN ? new PythonTuple(elements) : elements;
    }

    private static boolean isPair(Value value) {
        return value instanceof Value.ListValue list
                && list.kind() == ListKind.BRACKET
                && list.elements().size() == PAIR;
    }

    /**
     * @throws IllegalArgumentException for an object that no value stands for, saying which
     */
    static Value fromPython(@Nullable Object object) {
        if (object instanceof PythonTuple tuple) {
            return new Value.ListValue(ListKind.PAREN, values(tuple.elements()));
        } else if (object instanceof List<?> list) {
            return new Value.ListValue(ListKind.BRACKET, values(list));
        } else if (object instanceof Map<?, ?> map) {
            List<Value> pairs = new ArrayList<>();
            map.forEach((key, value) -> pairs.add(Value.bracket(fromPython(key), fromPython(value))));
            return new Value.ListValue(ListKind.BRACE, pairs);
        } else if (object instanceof BigInteger number) {
            throw new IllegalArgumentException(
                    "an integer of " + number.bitLength() + " bits is none of the 64 that cross to kernels");
        }
        return Value.of(object);
    }

    private static List<Value> values(List<?> objects) {
        List<Value> values = new ArrayList<>(objects.size());
        objects.forEach(object -> values.add(fromPython(object)));
        return values;
    }
}
