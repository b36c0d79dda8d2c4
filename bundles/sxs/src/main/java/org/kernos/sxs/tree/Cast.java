package org.kernos.sxs.tree;

import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (cast :type value)}. */
public final class Cast extends Expression {

    private final TypeSpec type;
    private final Expression value;

    public Cast(Spot spot, TypeSpec type, Expression value) {
        super(spot);
        this.type = type;
        this.value = value;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value given = value.eval(frame, execution);
        if (type.accepts(given)) {
            return given;
        }
        Value result = type instanceof TypeSpec.Exact exact ? Conversion.convert(given, exact.type()) : null;
        if (result == null) {
            String expected = type instanceof TypeSpec.Exact exact
                    ? Integer.toString(exact.type().code())
                    : type.keyword();
            throw spot().failure("cast: type mismatch: expected " + expected + ", got "
                    + given.type().code());
        }
        execution.made(result, frame, spot());
        return result;
    }
}
