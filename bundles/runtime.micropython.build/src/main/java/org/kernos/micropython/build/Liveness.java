package org.kernos.micropython.build;

import java.util.List;

/** Which local variables are read later, for each place of a function; one bit for each, so that 64 are the most. */
final class Liveness {

    private final List<Instruction> body;
    private final ControlFlow flow;
    private final long[] live;

    Liveness(WasmFunction function, ControlFlow flow) {
        if (function.localCount() > Long.SIZE) {
            throw new WasmFormatException("a function has " + function.localCount() + " local variables, more than 64");
        }
        this.body = function.body;
        this.flow = flow;
        this.live = new long[body.size() + 1];
        while (pass()) {
            // Until nothing changes: loops bring news from behind.
        }
    }

    /** Before the instruction at this place. */
    long at(int index) {
        return live[index];
    }

    private boolean pass() {
        boolean changed = false;
        for (int i = body.size() - 1; i >= 0; i--) {
            long now = before(i);
            changed |= now != live[i];
            live[i] = now;
        }
        return changed;
    }

    private long before(int index) {
        long set = 0;
        for (int next : flow.successors(index)) {
            set |= live[next];
        }
        Instruction x = body.get(index);
        if (x.is(Op.LOCAL_SET) || x.is(Op.LOCAL_TEE)) {
            set &= ~(1L << x.value());
        } else if (x.is(Op.LOCAL_GET)) {
            set |= 1L << x.value();
        }
        return flow.hasHandler(index) ? set | live[flow.handler(index)] : set;
    }
}
