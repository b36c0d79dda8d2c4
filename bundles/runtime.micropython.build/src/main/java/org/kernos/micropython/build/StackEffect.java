package org.kernos.micropython.build;

import java.util.List;

/** How many values instructions take from the operand stack and leave there; not for blocks and branches. */
final class StackEffect {

    private final WasmModule module;

    StackEffect(WasmModule module) {
        this.module = module;
    }

    /** The place where the code begins that puts the values there which the instruction at {@code index} takes. */
    int startOfOperands(List<Instruction> body, int index) {
        int wanted = takes(body.get(index));
        int start = index;
        while (wanted > 0) {
            start--;
            wanted += takes(body.get(start)) - leaves(body.get(start));
        }
        return start;
    }

    private int takes(Instruction x) {
        int opcode = x.opcode();
        return switch (opcode) {
            case Op.CALL -> module.typeOf(x.value()).parameters().size();
            case Op.CALL_INDIRECT ->
                module.types.get((int) x.value()).parameters().size() + 1;
            case Op.LOCAL_GET, Op.GLOBAL_GET, Op.I32_CONST, Op.I64_CONST, Op.F32_CONST, Op.F64_CONST -> 0;
            case Op.LOCAL_SET, Op.GLOBAL_SET, Op.DROP, Op.LOCAL_TEE -> 1;
            case Op.SELECT -> 3;
            default -> takesAsOperation(opcode);
        };
    }

    private static int takesAsOperation(int opcode) {
        if (Op.isLoad(opcode) || isUnary(opcode)) {
            return 1;
        } else if (Op.isStore(opcode) || (opcode > Op.I32_EQZ && opcode < Op.I32_WRAP_I64)) {
            return 2;
        }
        throw new WasmFormatException("the operands of opcode 0x" + Integer.toHexString(opcode) + " cannot be counted");
    }

    /** Tests for zero, counting of bits, signs and roots, conversions. */
    private static boolean isUnary(int opcode) {
        return opcode == Op.I32_EQZ
                || opcode == 0x50
                || (opcode >= 0x67 && opcode <= 0x69)
                || (opcode >= 0x79 && opcode <= 0x7b)
                || (opcode >= 0x8b && opcode <= 0x91)
                || (opcode >= 0x99 && opcode <= 0x9f)
                || (opcode >= Op.I32_WRAP_I64 && opcode <= Op.LAST_NUMERIC);
    }

    private int leaves(Instruction x) {
        int opcode = x.opcode();
        return switch (opcode) {
            case Op.CALL -> module.typeOf(x.value()).results().size();
            case Op.CALL_INDIRECT -> module.types.get((int) x.value()).results().size();
            case Op.LOCAL_SET, Op.GLOBAL_SET, Op.DROP -> 0;
            default -> Op.isStore(opcode) ? 0 : 1;
        };
    }
}
