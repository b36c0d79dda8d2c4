package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (assert condition "message")}: fails with the message when the condition is 0. */
public final class Assert extends Expression {

    private final Expression condition;
    private final Expression message;

    public Assert(Spot spot, Expression condition, Expression message) {
        super(spot);
        this.condition = condition;
        this.message = message;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value value = condition.eval(frame, execution);
        Value text = message.eval(frame, execution);
        if (!(value instanceof Value.Int number)) {
            throw spot().failure("assert: condition must evaluate to an integer");
        } else if (!(text instanceof Value.Str string)) {
            throw spot().failure("assert: message must be a string");
        } else if (number.value() == 0) {
            throw spot().failure(string.text());
        }
        return Value.NONE;
    }
}
