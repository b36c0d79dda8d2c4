package org.kernos.sxs.compile;

import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.slp.Node;

/** What nodes look like. */
public final class Shapes {

    private Shapes() {}

    public static boolean isList(Node node, ListKind kind) {
        return node.type() == kind.type();
    }

    /** The name that stands here, or null when it is no symbol. */
    public static @Nullable String symbolName(Node node) {
        return node.type() == ValueType.SYMBOL && node.value() instanceof Value.Symbol symbol ? symbol.name() : null;
    }

    /** The name that a list in parentheses begins with, or null when it is no such list. */
    public static @Nullable String headName(Node node) {
        return node.size() > 0 && isList(node, ListKind.PAREN) ? symbolName(node.child(0)) : null;
    }

    /** The word of a command such as {@code #(load "alu")}, or null when it is no datum with a word. */
    public static @Nullable String datumWord(Node node) {
        return node.type() == ValueType.DATUM ? headName(node.child(0)) : null;
    }

    /** Whether this is a lambda of the right number of parts, which takes the name it is defined under. */
    public static boolean isLambda(Node node) {
        return node.size() == 4 && "fn".equals(headName(node));
    }
}
