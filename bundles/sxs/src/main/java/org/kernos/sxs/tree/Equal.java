package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (eq a b)}: 1 when both are of one type and equal through and through, otherwise 0. */
public final class Equal extends Expression {

    private static final Value.Int YES = new Value.Int(1);
    private static final Value.Int NO = new Value.Int(0);

    private final Expression left;
    private final Expression right;

    public Equal(Spot spot, Expression left, Expression right) {
        super(spot);
        this.left = left;
        this.right = right;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value a = left.eval(frame, execution);
        Value b = right.eval(frame, execution);
        return equal(a, b) ? YES : NO;
    }

    /** Reals by their number, so that NaN equals nothing, and the zeros each other; all else by type and content. */
    static boolean equal(Value a, Value b) {
        if (a instanceof Value.Int x && b instanceof Value.Int y) {
            return x.value() == y.value();
        } else if (a instanceof Value.Real x && b instanceof Value.Real y) {
            return x.value() == y.value();
        }
        return a.equals(b) || (Fit.isNothing(a) && Fit.isNothing(b));
    }
}
