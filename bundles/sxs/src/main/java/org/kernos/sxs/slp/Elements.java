package org.kernos.sxs.slp;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.kernos.api.value.Value;

/** An immutable list over an array that no one else has: {@link List#of} would copy it once more. */
final class Elements extends AbstractList<Node> implements RandomAccess {

    static final Elements NONE = new Elements(new Node[0]);

    private final Node[] nodes;

    private Elements(Node[] nodes) {
        this.nodes = nodes;
    }

    /** Those from one index up to another. */
    static Elements copyOf(Node[] nodes, int from, int to) {
        return from == to ? NONE : new Elements(Arrays.copyOfRange(nodes, from, to));
    }

    @Override
    public Node get(int index) {
        return nodes[index];
    }

    @Override
    public int size() {
        return nodes.length;
    }

    List<Value> values() {
        Value[] values = new Value[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            values[i] = nodes[i].value();
        }
        return List.of(values);
    }
}
