package org.kernos.sxs.tree;

import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** An instruction that is not written as it has to be: fails when it is reached, as everything else that a program does. */
public final class Malformed extends Expression {

    private final Problem problem;

    public Malformed(Spot spot, Problem problem) {
        super(spot);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        throw spot().failure(problem);
    }
}
