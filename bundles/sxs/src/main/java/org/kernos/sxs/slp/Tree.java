package org.kernos.sxs.slp;

import java.util.Arrays;
import java.util.List;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;

/**
 * The objects read so far and the lists and prefixes that are still open, on stacks of its own: nesting costs heap, never
 * the thread's stack.
 */
final class Tree {

    /** Of the lists and prefixes that are open, from the outermost: the character, its offset, the first element. */
    private byte[] openers = new byte[32];

    private int[] offsets = new int[32];
    private int[] bases = new int[32];
    private int depth;

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
    }

    boolean isPrefixOpen() {
        return depth > 0 && !isBracket(opener());
    }

    boolean hasObject() {
        return size > 0;
    }

    List<Node> objects() {
        return List.of(Arrays.copyOf(finished, size));
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
    }

    /** Closes the innermost list, whose closing bracket stands before {@code end}. */
    void close(int end) {
        depth--;
        int base = bases[depth];
        Node[] children = Arrays.copyOfRange(finished, base, size);
        Value[] elements = new Value[children.length];
        for (int i = 0; i < children.length; i++) {
            elements[i] = children[i].value();
        }
        size = base;
        Value list = new Value.ListValue(kind(openers[depth]), List.of(elements));
        add(new Node(list, offsets[depth], end, List.of(children)));
    }

    /** Adds an object to the innermost list, wrapped in the prefixes that wait for it. */
    void add(Node object) {
        Node node = object;
        while (isPrefixOpen()) {
            Value wrapped = Prefix.of(opener()).wrap(node.value());
            node = new Node(wrapped, openedAt(), node.end(), List.of(node));
            drop();
        }
        if (size == finished.length) {
            finished = Arrays.copyOf(finished, size * 2);
        }
        finished[size++] = node;
    }

    static boolean isBracket(byte opener) {
        return opener == '(' || opener == '[' || opener == '{';
    }

    static ListKind kind(byte opener) {
        return opener == '(' ? ListKind.PAREN : opener == '[' ? ListKind.BRACKET : ListKind.BRACE;
    }
}
