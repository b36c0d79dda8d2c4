package org.kernos.sxs.tree;

import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (apply lambda {argument ...})}; the arguments are what the list holds, as in the original not evaluated. */
public final class Apply extends Expression {

    private final Expression lambda;
    private final Expression arguments;

    public Apply(Spot spot, Expression lambda, Expression arguments) {
        super(spot);
        this.lambda = lambda;
        this.arguments = arguments;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        execution.step(spot());
        Value callable = lambda.eval(frame, execution);
        if (!LambdaCall.isCallable(callable)) {
            throw spot().failure("apply: first argument must be a lambda (aberrant type)");
        }
        Value list = arguments.eval(frame, execution);
        if (!(list instanceof Value.ListValue values) || values.kind() != ListKind.BRACE) {
            throw spot().failure("apply: second argument must be a brace list of arguments");
        }
        return LambdaCall.call(
                callable, callable.toString(), values.elements().toArray(new Value[0]), frame, execution, spot());
    }
}
