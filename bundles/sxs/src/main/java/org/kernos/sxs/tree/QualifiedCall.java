package org.kernos.sxs.tree;

import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Run;

/**
 * {@code (alu/add 5 3)}: a module's function or, where no module has one of this name, what an import calls so. Keeps the function it has found until the registry
 * changes, and so follows a module that is swapped.
 */
public final class QualifiedCall extends Expression {

    private final Variable name;
    private final Expression[] arguments;

    /** Written by whichever thread comes first; others find it or make it again. */
    private @Nullable Link link;

    /**
     * @param open whether it was found by a run that may call everything: another that may not has to look for itself
     */
    private record Link(ModuleRegistry registry, long changes, boolean open, KernelFunction function) {}

    public QualifiedCall(Variable name, Expression... arguments) {
        super(name.spot());
        this.name = name;
        this.arguments = arguments;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        execution.step(spot());
        KernelFunction function = function(frame.unit().run());
        if (function == null) {
            return LambdaCall.call(name, arguments, frame, execution);
        }
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].eval(frame, execution);
        }
        return FunctionCalls.call(function, values, frame, execution, spot());
    }

    private @Nullable KernelFunction function(Run run) {
        Link known = link;
        ModuleRegistry registry = run.registry();
        boolean open = run.options().openToAll();
        if (known != null && known.registry == registry && known.changes == registry.changes() && known.open == open) {
            return known.function;
        }
        long changes = registry.changes();
        KernelFunction found = run.modules().find(name.name());
        link = found == null ? null : new Link(registry, changes, open, found);
        return found;
    }
}
