package org.kernos.api.codec;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;

/** Writes a value as JSON, with a stack of its own. */
final class JsonValueWriter {

    private final Output out;
    private final int maxNesting;
    private final Deque<Open> open = new ArrayDeque<>();

    /** What is still to be written of a list or prefix, and what closes it. */
    private static final class Open {
        private final Iterator<Value> rest;
        private final String closing;
        private boolean hasElements;

        Open(Iterator<Value> rest, String closing) {
            this.rest = rest;
            this.closing = closing;
        }
    }

    private JsonValueWriter(Output out, int maxNesting) {
        this.out = out;
        this.maxNesting = maxNesting;
    }

    static void write(Value value, Output out, int maxNesting) {
        JsonValueWriter writer = new JsonValueWriter(out, maxNesting);
        writer.begin(value);
        while (!writer.open.isEmpty()) {
            writer.advance();
        }
    }

    private void advance() {
        Open parent = open.element();
        if (!parent.rest.hasNext()) {
            out.utf8(parent.closing);
            open.remove();
            return;
        }
        if (parent.hasElements) {
            out.octet(',');
        }
        parent.hasElements = true;
        begin(parent.rest.next());
    }

    private void begin(Value value) {
        if (value instanceof Value.ListValue list) {
            boolean isBracket = list.kind() == ListKind.BRACKET;
            enter(isBracket ? "[" : key(value) + "[", list.elements().iterator(), isBracket ? "]" : "]}");
        } else if (value instanceof Value.None) {
            out.utf8("null");
        } else if (value instanceof Value.Int number) {
            out.utf8(Long.toString(number.value()));
        } else if (value instanceof Value.Real real) {
            out.utf8(JsonReals.text(real));
        } else if (value instanceof Value.Str string) {
            JsonText.write(string.text(), out);
        } else if (value instanceof Value.Symbol symbol) {
            out.utf8(key(value));
            JsonText.write(symbol.name(), out);
            out.octet('}');
        } else {
            Nesting.wrapped(value)
                    .ifPresent(inner ->
                            enter(key(value), Collections.singleton(inner).iterator(), "}"));
        }
    }

    private void enter(String opening, Iterator<Value> rest, String closing) {
        if (open.size() == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
        out.utf8(opening);
        open.push(new Open(rest, closing));
    }

    private static String key(Value value) {
        return "{\"" + JsonKeys.of(value.type()) + "\":";
    }
}
