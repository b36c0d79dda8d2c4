package org.kernos.micropython.build;

import java.util.List;

/**
 * Makes traps of functions that only loop (design Y-2d): MicroPython's {@code nlr_jump_fail} and {@code __fatal_error} wait for a
 * watchdog that resets
 * the board; here they are to end the interpreter.
 */
final class EndlessLoops {

    private static final int LONGEST = 5;

    private EndlessLoops() {}

    /**
     * @return how many there were
     */
    static int apply(WasmModule module) {
        int count = 0;
        for (WasmFunction function : module.functions()) {
            if (isEndless(function.body)) {
                function.body = List.of(Instruction.of(Op.UNREACHABLE), Instruction.end(function.exit));
                count++;
            }
        }
        return count;
    }

    private static boolean isEndless(List<Instruction> body) {
        return body.size() <= LONGEST
                && body.get(0).is(Op.LOOP)
                && body.get(1).is(Op.BR)
                && body.get(1).label() == body.get(0).label();
    }
}
