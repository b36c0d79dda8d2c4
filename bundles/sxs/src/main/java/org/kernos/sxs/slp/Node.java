package org.kernos.sxs.slp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.Source;

/**
 * A value and where it stands in its {@link Source}. Whoever needs data takes the value, which is complete; whoever needs
 * places walks the children. May be shared between threads.
 */
public final class Node {

    private final ValueType type;
    private final int start;
    private final int end;
    private final Elements children;

    /** Of what holds others, made when it is asked for: few programs look at their lists as data. A race makes it twice. */
    private @Nullable Value value;

    /** A value that holds no others. */
    Node(Value value, int start, int end) {
        this.type = value.type();
        this.value = value;
        this.start = start;
        this.end = end;
        this.children = Elements.NONE;
    }

    /** A list, or a prefix with its one object. */
    Node(ValueType type, int start, int end, Elements children) {
        this.type = type;
        this.start = start;
        this.end = end;
        this.children = children;
    }

    private Node(Value value, int start, int end, Elements children) {
        this.type = value.type();
        this.value = value;
        this.start = start;
        this.end = end;
        this.children = children;
    }

    /** A value that was not read, as if it stood there, with its elements or the object behind its prefix. */
    public static Node of(Value value, int start, int end, List<Node> children) {
        return new Node(value, start, end, Elements.copyOf(children.toArray(new Node[0]), 0, children.size()));
    }

    /** The type of the value, which this tells without making the value of a list. */
    public ValueType type() {
        return type;
    }

    /** The value, with all that it holds. The same object each time, unless threads ask for it at once. */
    public Value value() {
        Value made = value;
        return made != null ? made : make();
    }

    /** The offset of its first byte, which is a prefix, a bracket, a quote, or an atom's first. */
    public int start() {
        return start;
    }

    /** The offset behind its last byte. */
    public int end() {
        return end;
    }

    /** The elements of a list in order, or the one object behind a prefix; none of anything else. */
    public List<Node> children() {
        return children;
    }

    /** Makes the innermost values first, with a stack of its own: nesting costs heap, never the thread's stack. */
    private Value make() {
        Deque<Node> open = new ArrayDeque<>();
        open.push(this);
        while (true) {
            Node node = open.element();
            int waiting = open.size();
            for (Node child : node.children) {
                if (child.value == null) {
                    open.push(child);
                }
            }
            if (open.size() == waiting) {
                Value made = node.ofChildren();
                node.value = made;
                open.remove();
                if (open.isEmpty()) {
                    return made;
                }
            }
        }
    }

    /** The value, when all children have theirs. */
    private Value ofChildren() {
        return switch (type) {
            case PAREN_LIST -> new Value.ListValue(ListKind.PAREN, children.values());
            case BRACKET_LIST -> new Value.ListValue(ListKind.BRACKET, children.values());
            case BRACE_LIST -> new Value.ListValue(ListKind.BRACE, children.values());
            case SOME -> new Value.Some(children.get(0).value());
            case ERROR -> new Value.Error(children.get(0).value());
            case DATUM -> new Value.Datum(children.get(0).value());
            case ABERRANT -> new Value.Aberrant(children.get(0).value());
            default -> throw new IllegalStateException(this + " holds no others");
        };
    }

    /** Short, whatever hangs below. */
    @Override
    public String toString() {
        return type + " at bytes " + start + " to " + end;
    }
}
