package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Loop;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.run.Spot;

/** {@code (do [body])}: pass after pass, each with a scope of its own, until {@code done} was called in one. */
public final class Do extends Expression {

    private final Expression body;
    private final Scope scope;

    /**
     * @param scope the body's, with {@code $iterations} in its first slot
     */
    public Do(Spot spot, Expression body, Scope scope) {
        super(spot);
        this.body = body;
        this.scope = scope;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Loop loop = new Loop(execution.loop());
        execution.loop(loop);
        Value result = null;
        try {
            for (long pass = 1; result == null; pass++) {
                execution.step(spot());
                Frame own = new Frame(scope, frame, frame.unit());
                own.set(0, new Value.Int(pass));
                body.eval(own, execution);
                result = loop.result();
            }
        } finally {
            execution.loop(loop.outer());
        }
        return result;
    }
}
