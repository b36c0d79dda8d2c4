package org.kernos.micropython.build;

import java.util.List;

/**
 * Mends the growth of MicroPython's heap for one large object (found in 1.29.0): the new area gets 13/512 of the object's size for
 * the collector's
 * tables, which take 16 of each 512 bytes since there are weak references, so that the object does not fit and MemoryError is raised
 * however much memory there is.
 * A version that computes otherwise is left alone.
 */
final class HeapOverhead {

    private static final int ENOUGH = 24;
    private static final int I32_MUL = 0x6c;

    /** From where on the share counts: below, 2,048 bytes are added, written as that times 512. */
    private static final int LEAST = 2048 * 512;

    private HeapOverhead() {}

    /**
     * @return at how many places; one is expected
     */
    static int apply(WasmModule module) {
        int count = 0;
        for (WasmFunction function : module.functions()) {
            for (int i = 0; i + 3 < function.body.size(); i++) {
                if (isShare(function.body.subList(i, i + 4))) {
                    function.body.set(i, Instruction.of(Op.I32_CONST, ENOUGH));
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean isShare(List<Instruction> code) {
        return code.get(0).is(Op.I32_CONST, 13)
                && code.get(1).is(I32_MUL)
                && code.get(2).is(Op.LOCAL_TEE)
                && code.get(3).is(Op.I32_CONST, LEAST);
    }
}
