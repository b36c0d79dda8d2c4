package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** A bracket list: one element after the other, with the value of the last. */
public final class Sequence extends Expression {

    private final Expression[] elements;

    /**
     * @param elements at least one
     */
    public Sequence(Spot spot, Expression... elements) {
        super(spot);
        this.elements = elements;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        int last = elements.length - 1;
        for (int i = 0; i < last; i++) {
            elements[i].eval(frame, execution);
        }
        return elements[last].eval(frame, execution);
    }
}
