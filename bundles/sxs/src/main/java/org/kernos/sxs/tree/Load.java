package org.kernos.sxs.tree;

import java.util.List;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramException;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code #(load "name" ...)}: all of these modules or none. */
public final class Load extends Expression {

    private final List<String> names;

    public Load(Spot spot, List<String> names) {
        super(spot);
        this.names = List.copyOf(names);
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        if (frame.unit().loading().isLocked()) {
            throw spot().failure("load: kernel loading is locked (must occur at start of program)");
        }
        List<Problem> problems = frame.unit().run().modules().load(names);
        if (!problems.isEmpty()) {
            ProgramException failure = new ProgramException(problems);
            failure.addCall("load", spot().place());
            throw failure;
        }
        return Value.NONE;
    }
}
