package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (if condition then else)}: the integer 0 is false, everything else true. */
public final class If extends Expression {

    private final Expression condition;
    private final Expression then;
    private final Expression otherwise;

    public If(Spot spot, Expression condition, Expression then, Expression otherwise) {
        super(spot);
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value value = condition.eval(frame, execution);
        boolean isFalse = value instanceof Value.Int number && number.value() == 0;
        return isFalse ? otherwise.eval(frame, execution) : then.eval(frame, execution);
    }
}
