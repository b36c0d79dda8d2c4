package org.kernos.sxs.slp;

import java.util.AbstractList;
import java.util.RandomAccess;

/** An immutable list over an array that nothing changes: {@link java.util.List#of} would copy it once more. */
final class Elements extends AbstractList<Node> implements RandomAccess {

    private final Node[] nodes;

    Elements(Node[] nodes) {
        this.nodes = nodes;
    }

    @Override
    public Node get(int index) {
        return nodes[index];
    }

    @Override
    public int size() {
        return nodes.length;
    }
}
