package org.kernos.sxs.tree;

import org.kernos.api.KernelFunction;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;

/**
 * {@code (alu/add 5 3)}: a module's function or, where no module has one of this name, what an import calls so.
 */
public final class QualifiedCall extends Expression {

    private final Variable name;
    private final FunctionLink link;
    private final Expression[] arguments;

    public QualifiedCall(Variable name, FunctionLink link, Expression... arguments) {
        super(name.spot());
        this.name = name;
        this.link = link;
        this.arguments = arguments;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        execution.step(spot());
        KernelFunction function = link.find(frame.unit().run());
        if (function == null) {
            return LambdaCall.call(name, arguments, frame, execution);
        }
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].eval(frame, execution);
        }
        return FunctionCalls.call(function, values, frame, execution, spot());
    }
}
