package org.kernos.sxs.run;

import org.kernos.api.value.Value;

/** A compiled part of a program. Immutable but for caches: any number of runs and threads may evaluate it at once. */
public abstract class Expression {

    private final Spot spot;

    /**
     * @param spot where it stands
     */
    protected Expression(Spot spot) {
        this.spot = spot;
    }

    /** Where it stands. */
    public final Spot spot() {
        return spot;
    }

    /**
     * @throws org.kernos.api.program.ProgramException with the place of what failed
     */
    public abstract Value eval(Frame frame, Execution execution);
}
