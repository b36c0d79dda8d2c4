package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Loop;
import org.kernos.sxs.run.Spot;

/** {@code (done value)}: the innermost loop ends with this value when its pass is finished. */
public final class Done extends Expression {

    private final Expression value;

    public Done(Spot spot, Expression value) {
        super(spot);
        this.value = value;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Loop loop = execution.loop();
        if (loop == null) {
            throw spot().failure("done called outside of do loop");
        }
        loop.done(value.eval(frame, execution));
        return Value.NONE;
    }
}
