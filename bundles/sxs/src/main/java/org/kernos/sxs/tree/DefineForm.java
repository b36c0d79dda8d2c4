package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code #(define-form name {:type ...})}: what is compiled from now on may name it as a type. */
public final class DefineForm extends Expression {

    private final String name;

    public DefineForm(Spot spot, String name) {
        super(spot);
        this.name = name;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        frame.unit().loading().forms().add(name);
        return Value.NONE;
    }
}
