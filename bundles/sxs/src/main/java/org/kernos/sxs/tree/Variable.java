package org.kernos.sxs.tree;

import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.value.Value;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.ImportedFiles;
import org.kernos.sxs.run.Spot;

/**
 * A name. Scopes in which it may be defined are tried from the innermost outwards; what nobody has defined stands for
 * itself (sxs-language, section 3).
 */
public final class Variable extends Expression {

    private final Value.Symbol symbol;
    private final int[] hops;
    private final int[] slots;

    /**
     * @param hops how many scopes further out each scope is that knows the name, the innermost first
     * @param slots the name's slot in each of these
     */
    public Variable(Spot spot, Value.Symbol symbol, int[] hops, int[] slots) {
        super(spot);
        this.symbol = symbol;
        this.hops = hops;
        this.slots = slots;
    }

    /** The same name at another place of its scope. */
    public Variable at(Spot place) {
        return new Variable(place, symbol, hops, slots);
    }

    public String name() {
        return symbol.name();
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        Value value = find(frame);
        return value == null ? symbol : value;
    }

    /** The value, or null while the name is not defined. */
    public @Nullable Value find(Frame frame) {
        int[] outer = hops;
        for (int i = 0; i < outer.length; i++) {
            Value value = frame.outer(outer[i]).get(slots[i]);
            if (value != null) {
                return value;
            }
        }
        return findElsewhere(frame);
    }

    private @Nullable Value findElsewhere(Frame frame) {
        Value value = frame.unit().hasLateNames() ? findLate(frame) : null;
        return value == null ? ImportedFiles.find(frame.unit().loading(), symbol.name()) : value;
    }

    private @Nullable Value findLate(Frame frame) {
        try {
            return frame.find(symbol.name());
        } catch (KernelException e) {
            throw spot().failure(e.problem());
        }
    }
}
