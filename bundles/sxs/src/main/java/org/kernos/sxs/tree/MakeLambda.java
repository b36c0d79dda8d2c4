package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Code;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Lambda;
import org.kernos.sxs.run.Spot;

/** {@code (fn (name :type ...) :type [body])}. */
public final class MakeLambda extends Expression {

    private final Code code;

    public MakeLambda(Spot spot, Code code) {
        super(spot);
        this.code = code;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        return new Lambda(code, frame);
    }
}
