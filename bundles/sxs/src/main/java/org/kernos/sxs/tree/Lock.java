package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** Stands before the first element of a program that is no datum: loading and importing end here (architecture L-2). */
public final class Lock extends Expression {

    public Lock(Spot spot) {
        super(spot);
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        frame.unit().loading().lock();
        return Value.NONE;
    }
}
