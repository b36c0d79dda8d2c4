package org.kernos.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kernos.api.ModuleException;
import org.kernos.api.ValueReader;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/**
 * Turns what Gogo made of a command line into values. Gogo drops quotes, so a word is read by the type that is declared for
 * it: text where a string is expected, a real where a real is; elsewhere as SLP, and a plain word is a string. Numbers and
 * truth values, which come from Gogo's variables and lists, are read in the same way.
 */
final class CallArguments {

    private final ValueReader reader;

    CallArguments(ValueReader reader) {
        this.reader = reader;
    }

    Value[] of(Signature signature, Object[] arguments) {
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            boolean declared = !signature.parameters().isEmpty()
                    && (i < signature.parameters().size() || signature.isVariadic());
            values[i] = value(arguments[i], declared ? signature.parameterAt(i).type() : TypeSpec.ANY);
        }
        return values;
    }

    private Value value(Object argument, TypeSpec type) {
        if (argument instanceof CharSequence text) {
            return word(text.toString(), type);
        } else if (argument instanceof List<?> list) {
            List<Value> elements = new ArrayList<>();
            list.forEach(element -> elements.add(value(element, TypeSpec.ANY)));
            return new Value.ListValue(kind(type), elements);
        } else if (argument instanceof Map<?, ?> map) {
            List<Value> pairs = new ArrayList<>();
            map.forEach((key, value) -> pairs.add(Value.bracket(value(key, TypeSpec.ANY), value(value, TypeSpec.ANY))));
            return new Value.ListValue(ListKind.BRACE, pairs);
        }
        return plain(argument, type);
    }

    private static Value plain(Object argument, TypeSpec type) {
        if (isExactly(type, ValueType.STRING) && (argument instanceof Number || argument instanceof Boolean)) {
            return new Value.Str(argument.toString());
        }
        return fitted(Value.of(argument), type);
    }

    /** An integer is a real where one is declared. */
    private static Value fitted(Value value, TypeSpec type) {
        return value instanceof Value.Int number && isExactly(type, ValueType.REAL)
                ? new Value.Real(number.value())
                : value;
    }

    private static boolean isExactly(TypeSpec type, ValueType expected) {
        return type instanceof TypeSpec.Exact exact && exact.type() == expected;
    }

    private static ListKind kind(TypeSpec type) {
        if (type instanceof TypeSpec.Exact exact) {
            for (ListKind kind : ListKind.values()) {
                if (kind.type() == exact.type()) {
                    return kind;
                }
            }
        }
        return ListKind.BRACKET;
    }

    private Value word(String word, TypeSpec type) {
        if (isExactly(type, ValueType.STRING)) {
            return new Value.Str(word);
        } else if (isExactly(type, ValueType.SYMBOL)) {
            return new Value.Symbol(word);
        } else if (isExactly(type, ValueType.INT) && (word.equals("true") || word.equals("false"))) {
            return Value.of(Boolean.valueOf(word));
        }
        Value read = read(word);
        return read instanceof Value.Symbol && !(type instanceof TypeSpec.Fn)
                ? new Value.Str(word)
                : fitted(read, type);
    }

    /** The one value the word stands for; a word that is not SLP, or several values, is text. */
    private Value read(String word) {
        try {
            List<Value> values = reader.read("argument", word);
            return values.size() == 1 ? values.get(0) : new Value.Str(word);
        } catch (ModuleException e) {
            return new Value.Str(word);
        }
    }
}
