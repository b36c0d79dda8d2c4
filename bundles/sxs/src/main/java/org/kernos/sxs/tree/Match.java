package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (match value (pattern result) ...)}: the result beside the first pattern that has the value's type and value. */
public final class Match extends Expression {

    private static final Value NO_MATCH = Errors.error("no", "matching", "handler", "found");

    private final Expression value;
    private final Expression[] patterns;
    private final Expression[] results;

    /**
     * @param results as many as patterns
     */
    public Match(Spot spot, Expression value, Expression[] patterns, Expression[] results) {
        super(spot);
        this.value = value;
        this.patterns = patterns;
        this.results = results;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value found = value.eval(frame, execution);
        for (int i = 0; i < patterns.length; i++) {
            if (Equal.equal(patterns[i].eval(frame, execution), found)) {
                return results[i].eval(frame, execution);
            }
        }
        return NO_MATCH;
    }
}
