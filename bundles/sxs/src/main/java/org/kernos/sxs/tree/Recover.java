package org.kernos.sxs.tree;

import org.kernos.api.program.ProgramException;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Loop;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.run.Spot;

/** {@code (recover [body] [handler])}: the handler runs when the body fails, and sees the message as {@code $exception}. */
public final class Recover extends Expression {

    private final Expression body;
    private final Expression handler;
    private final Scope scope;

    /**
     * @param scope the handler's own, with {@code $exception} in its first slot
     */
    public Recover(Spot spot, Expression body, Expression handler, Scope scope) {
        super(spot);
        this.body = body;
        this.handler = handler;
        this.scope = scope;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Loop loop = execution.loop();
        try {
            return body.eval(frame, execution);
        } catch (ProgramException e) {
            if (!e.isRecoverable()) {
                throw e;
            }
            execution.loop(loop);
            Frame own = new Frame(scope, frame, frame.unit());
            own.set(0, new Value.Str(e.problem().message()));
            return handler.eval(own, execution);
        }
    }
}
