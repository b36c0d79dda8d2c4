package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** What evaluates to the same value each time. */
public final class Literal extends Expression {

    private final Value value;

    public Literal(Spot spot, Value value) {
        super(spot);
        this.value = value;
    }

    public Value value() {
        return value;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        return value;
    }
}
