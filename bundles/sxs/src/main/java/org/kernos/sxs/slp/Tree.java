package org.kernos.sxs.slp;

import java.util.Arrays;
import java.util.List;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.ValueType;

/**
 * The objects read so far and the lists and prefixes that are still open, on stacks of its own: nesting costs heap, never
 * the thread's stack.
 */
final class Tree {

    /** No bracket. */
    static final char NOTHING = 0;

    /** Of the lists and prefixes that are open, from the outermost: the character, its offset, the first element. */
    private byte[] openers = new byte[32];

    private int[] offsets = new int[32];
    private int[] bases = new int[32];
    private int depth;

    /** What closes the innermost list; {@link #NOTHING} where a prefix waits for its object, or all is closed. */
    private char closer = NOTHING;

    /** The objects that no closed list holds: each open list's elements, behind those of the list around it. */
    private Node[] finished = new Node[64];

    private int size;

    int depth() {
        return depth;
    }

    /** The character that opened the innermost list or prefix. */
    byte opener() {
        return openers[depth - 1];
    }

    /** Where the innermost list or prefix was opened. */
    int openedAt() {
        return offsets[depth - 1];
    }

    /** Forgets the innermost list or prefix. */
    void drop() {
        depth--;
        closer = depth == 0 ? NOTHING : closing(openers[depth - 1]);
    }

    /** The bracket that may come next; {@link #NOTHING} when none may. */
    char closer() {
        return closer;
    }

    boolean isPrefixOpen() {
        return closer == NOTHING && depth > 0;
    }

    boolean hasObject() {
        return size > 0;
    }

    /** The outermost objects, when nothing else follows. */
    List<Node> takeObjects() {
        List<Node> objects = List.of(Arrays.copyOf(finished, size));
        // A large stack that died in the old generation would keep what it holds until that is collected.
        Arrays.fill(finished, null);
        size = 0;
        return objects;
    }

    void open(byte opener, int offset) {
        if (depth == openers.length) {
            openers = Arrays.copyOf(openers, depth * 2);
            offsets = Arrays.copyOf(offsets, depth * 2);
            bases = Arrays.copyOf(bases, depth * 2);
        }
        openers[depth] = opener;
        offsets[depth] = offset;
        bases[depth] = size;
        depth++;
        closer = closing(opener);
    }

    /** Closes the innermost list, whose closing bracket stands before {@code end}. */
    void close(int end) {
        drop();
        int base = bases[depth];
        Node[] children = new Node[size - base];
        System.arraycopy(finished, base, children, 0, children.length);
        size = base;
        add(new Node(type(openers[depth]), offsets[depth], end, children));
    }

    /** Adds an object to the innermost list, wrapped in the prefixes that wait for it. */
    void add(Node object) {
        Node node = object;
        while (closer == NOTHING && depth > 0) {
            node = new Node(Prefix.of(opener()).type(), openedAt(), node.end(), new Node[] {node});
            drop();
        }
        if (size == finished.length) {
            finished = Arrays.copyOf(finished, size * 2);
        }
        finished[size++] = node;
    }

    private static char closing(byte opener) {
        return switch (opener) {
            case '(' -> ')';
            case '[' -> ']';
            case '{' -> '}';
            default -> NOTHING;
        };
    }

    private static ValueType type(byte opener) {
        return opener == '(' ? ValueType.PAREN_LIST : opener == '[' ? ValueType.BRACKET_LIST : ValueType.BRACE_LIST;
    }

    static ListKind kind(byte opener) {
        return opener == '(' ? ListKind.PAREN : opener == '[' ? ListKind.BRACKET : ListKind.BRACE;
    }
}
