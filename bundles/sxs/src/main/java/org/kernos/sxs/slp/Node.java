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

    private static final Node[] NONE = {};

    private final ValueType type;
    private final int start;
    /** Complemented where nothing is declared: a field of its own would make every node larger by a fourth. */
    private final int end;

    private final Node[] children;

    /** Of what holds others, made when it is asked for: few programs look at their lists as data. A race makes it twice. */
    private @Nullable Value value;

    /**
     * A value that holds no others.
     *
     * @param declares whether it is a word that defines a name
     */
    Node(ValueType type, Value value, int start, int end, boolean declares) {
        this.type = type;
        this.value = value;
        this.start = start;
        this.end = declares ? end : ~end;
        this.children = NONE;
    }

    /**
     * A list, or a prefix with its one object.
     *
     * @param children which no one else has
     */
    Node(ValueType type, int start, int end, Node[] children) {
        this.type = type;
        this.start = start;
        this.children = children;
        this.end = type == ValueType.DATUM || nextDeclaring(0) < children.length ? end : ~end;
    }

    /** The same value at another place. */
    Node at(int newStart, int newEnd) {
        return new Node(type, value(), newStart, newEnd, mayDeclare());
    }

    private Node(Value value, int start, int end, Node[] children) {
        this.type = value.type();
        this.value = value;
        this.start = start;
        this.end = end;
        this.children = children;
    }

    /** A value that was not read, as if it stood there, with its elements or the object behind its prefix. */
    public static Node of(Value value, int start, int end, List<Node> children) {
        return new Node(value, start, end, children.toArray(NONE));
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
        return end < 0 ? ~end : end;
    }

    /**
     * Whether a datum may be in it, or a word that defines a name: {@code def} or {@code export}. Most parts of a program hold neither, and
     * walks that look for declarations pass them over. Always true of what was not read.
     */
    public boolean mayDeclare() {
        return end >= 0;
    }

    /** The elements of a list in order, or the one object behind a prefix; none of anything else. */
    public List<Node> children() {
        return new Elements(children);
    }

    /** How many children there are. */
    public int size() {
        return children.length;
    }

    /**
     * The first child at this index or behind it that {@link #mayDeclare}.
     *
     * @return its index, or the {@link #size} when there is none
     */
    public int nextDeclaring(int from) {
        int index = from;
        while (index < children.length && children[index].end < 0) {
            index++;
        }
        return index;
    }

    /** One of the children, without the list of them: most walks over a program are taken once, by code that nothing has compiled yet. */
    public Node child(int index) {
        return children[index];
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
            case PAREN_LIST -> new Value.ListValue(ListKind.PAREN, values());
            case BRACKET_LIST -> new Value.ListValue(ListKind.BRACKET, values());
            case BRACE_LIST -> new Value.ListValue(ListKind.BRACE, values());
            case SOME -> new Value.Some(children[0].value());
            case ERROR -> new Value.Error(children[0].value());
            case DATUM -> new Value.Datum(children[0].value());
            case ABERRANT -> new Value.Aberrant(children[0].value());
            default -> throw new IllegalStateException(this + " holds no others");
        };
    }

    private List<Value> values() {
        Value[] values = new Value[children.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = children[i].value();
        }
        return List.of(values);
    }

    /** Short, whatever hangs below. */
    @Override
    public String toString() {
        return type + " at bytes " + start + " to " + end;
    }
}
