package org.kernos.sxs.run;

import org.kernos.api.KernelFunction;
import org.kernos.api.value.Value;

/** This very function as a value, whatever the registry has under its name. To modules it is an aberrant that wraps the name. */
public final class FunctionObject extends Value.Aberrant {

    private final KernelFunction function;

    public FunctionObject(KernelFunction function) {
        super(new Value.Symbol(function.qualifiedName()));
        this.function = function;
    }

    public KernelFunction function() {
        return function;
    }
}
