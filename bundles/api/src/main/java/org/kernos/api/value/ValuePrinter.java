package org.kernos.api.value;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Writes a value in the data language SLP, so that its reader gives the same value back. Works with a stack of its own:
 * nesting costs heap, never the thread's stack.
 */
final class ValuePrinter {

    private final StringBuilder out = new StringBuilder();
    private final Deque<Open> open = new ArrayDeque<>();

    /** A list whose closing bracket is still to be written; {@code size} is the text's length behind its opening one. */
    private record Open(Iterator<Value> rest, char closing, int size) {}

    private ValuePrinter() {}

    static String print(Value value) {
        ValuePrinter printer = new ValuePrinter();
        printer.begin(value);
        while (!printer.open.isEmpty()) {
            printer.advance();
        }
        return printer.out.toString();
    }

    private void advance() {
        Open list = open.element();
        if (!list.rest().hasNext()) {
            out.append(list.closing());
            open.remove();
            return;
        }
        if (out.length() > list.size()) {
            out.append(' ');
        }
        begin(list.rest().next());
    }

    /** Writes prefixes and an atom, or prefixes and an opening bracket with its list left on the stack. */
    private void begin(Value start) {
        Value value = start;
        while (true) {
            if (value instanceof Value.Some some) {
                out.append('\'');
                value = some.wrapped();
            } else if (value instanceof Value.Error error) {
                out.append('@');
                value = error.wrapped();
            } else if (value instanceof Value.Datum datum) {
                out.append('#');
                value = datum.wrapped();
            } else if (value instanceof Value.Aberrant aberrant) {
                out.append('?');
                value = aberrant.wrapped();
            } else {
                break;
            }
        }
        if (value instanceof Value.ListValue list) {
            out.append(list.kind().opening());
            open.push(new Open(list.elements().iterator(), list.kind().closing(), out.length()));
        } else {
            atom(value);
        }
    }

    private void atom(Value value) {
        if (value instanceof Value.Str string) {
            quote(string.text());
        } else if (value instanceof Value.Real real) {
            out.append(RealText.of(real.value()));
        } else {
            out.append(value);
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\0' -> out.append("\\0");
                default -> out.append(c);
            }
        }
        out.append('"');
    }
}
