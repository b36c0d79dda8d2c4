package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (debug value ...)}: prints its values on one line. */
public final class Debug extends Expression {

    private final Expression[] values;

    public Debug(Spot spot, Expression... values) {
        super(spot);
        this.values = values;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        StringBuilder line = new StringBuilder("[DEBUG]");
        for (Expression each : values) {
            line.append(' ').append(shown(each.eval(frame, execution)));
        }
        frame.unit().run().print(line.toString(), frame, spot());
        return Value.NONE;
    }

    private static String shown(Value value) {
        if (value instanceof Value.Real real) {
            return ShortReal.of(real.value());
        } else if (value instanceof Value.Str string) {
            return '"' + string.text() + '"';
        } else if (value instanceof Value.Int || value instanceof Value.Symbol) {
            return value.toString();
        }
        return "[" + value.type().code() + "]";
    }
}
