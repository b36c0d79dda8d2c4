package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (at index collection)}: an element of a list, or a byte of a string as an integer. */
public final class At extends Expression {

    private static final Value OUT_OF_BOUNDS = Errors.error("index", "out", "of", "bounds");

    private final Expression index;
    private final Expression collection;

    public At(Spot spot, Expression index, Expression collection) {
        super(spot);
        this.index = index;
        this.collection = collection;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        if (!(index.eval(frame, execution) instanceof Value.Int number)) {
            throw spot().failure("at: index must be an integer");
        }
        long i = number.value();
        Value value = collection.eval(frame, execution);
        if (value instanceof Value.ListValue list) {
            return i >= 0 && i < list.elements().size() ? list.elements().get((int) i) : OUT_OF_BOUNDS;
        } else if (value instanceof Value.Str string) {
            byte[] bytes = execution.bytes(string);
            return i >= 0 && i < bytes.length ? new Value.Int(bytes[(int) i] & 0xFF) : OUT_OF_BOUNDS;
        } else if (value instanceof Value.None) {
            return OUT_OF_BOUNDS;
        }
        throw spot().failure("at: collection must be a list or string type");
    }
}
