package org.kernos.sxs.tree;

import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.program.ProgramException;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.run.Compiled;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;
import org.kernos.sxs.run.Unit;

/** {@code (eval "text")}: the text as one object, in a fresh scope inside of this one. */
public final class EvalText extends Expression {

    private final Expression text;

    public EvalText(Spot spot, Expression text) {
        super(spot);
        this.text = text;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        execution.step(spot());
        if (!(text.eval(frame, execution) instanceof Value.Str string)) {
            throw spot().failure("eval: argument must be a string");
        }
        Unit outer = frame.unit();
        Place here = spot().place();
        Source source = new Source(here + " eval", string.bytes());
        try {
            Compiled compiled = outer.run().translator().text(source, frame.scope(), outer);
            return execution.enter(compiled, new Frame(compiled.scope(), frame, outer));
        } catch (ModuleException e) {
            throw spot().failure(e.problems()
                    .get(0)
                    .fix("the text is at " + e.problems().get(0).place().orElse(here)));
        } catch (ProgramException e) {
            e.addCall("eval", here);
            throw e;
        }
    }
}
