package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** A call whose head is a lambda itself, as a kernel makes it of a lambda that it was given. */
public final class ValueCall extends Expression {

    private final Value.Aberrant head;
    private final Expression[] arguments;

    public ValueCall(Spot spot, Value.Aberrant head, Expression... arguments) {
        super(spot);
        this.head = head;
        this.arguments = arguments;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        execution.step(spot());
        Value callable = execution.run().recall(head);
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].eval(frame, execution);
        }
        return LambdaCall.call(callable, head.toString(), values, frame, execution, spot());
    }
}
