package org.kernos.sxs.tree;

import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.Spot;

/** {@code (def name value)} and {@code (export name value)}. */
public final class Define extends Expression {

    private final String name;
    private final int slot;
    private final Expression value;
    private final boolean again;

    /**
     * @param slot of the name in the scope of the frame, or -1 when the scope does not know it
     * @param again whether the name may have a value already, which is then replaced
     */
    public Define(Spot spot, String name, int slot, Expression value, boolean again) {
        super(spot);
        this.name = name;
        this.slot = slot;
        this.value = value;
        this.again = again;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        if (!again && isDefined(frame)) {
            throw spot().failure("Symbol '" + name + "' is already defined in current scope");
        }
        Value defined = value.eval(frame, execution);
        if (slot >= 0) {
            frame.set(slot, defined);
        } else {
            frame.define(name, defined);
        }
        return Value.NONE;
    }

    private boolean isDefined(Frame frame) {
        return slot >= 0 ? frame.get(slot) != null : frame.own(name) != null;
    }
}
