package org.kernos.sxs.tree;

import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Scope;
import org.kernos.sxs.run.Spot;

/** {@code (try body handler)}: the handler runs when the body's value is an error; one in brackets sees what it wraps as {@code $error}. */
public final class Try extends Expression {

    private final Expression body;
    private final Expression handler;
    private final @Nullable Scope scope;

    /**
     * @param scope the handler's own, with {@code $error} in its first slot; null when it has none
     */
    public Try(Spot spot, Expression body, Expression handler, @Nullable Scope scope) {
        super(spot);
        this.body = body;
        this.handler = handler;
        this.scope = scope;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value value = body.eval(frame, execution);
        if (!(value instanceof Value.Error error)) {
            return value;
        } else if (scope == null) {
            return handler.eval(frame, execution);
        }
        Frame own = new Frame(scope, frame, frame.unit());
        own.set(0, error.wrapped());
        return handler.eval(own, execution);
    }
}
