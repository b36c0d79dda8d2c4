package org.kernos.micropython.build;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One instruction.
 *
 * @param value its operand: a constant, an index, the offset of a memory access, the type of a block; 0 where it has none
 * @param second what a few have beside it: the alignment of a memory access, the table of an indirect call, the tag of a
 * {@code try_table}; for
 *     floating-point constants {@code value} has the bits
 * @param labels of a block and its end: its own, and for {@code try_table} where the handler goes; of a branch: where it goes
 */
record Instruction(int opcode, long value, long second, List<Label> labels) {

    static Instruction of(int opcode) {
        return new Instruction(opcode, 0, 0, List.of());
    }

    static Instruction of(int opcode, long value) {
        return new Instruction(opcode, value, 0, List.of());
    }

    static Instruction branch(int opcode, Label target) {
        return new Instruction(opcode, 0, 0, List.of(target));
    }

    static Instruction branchTable(List<Label> targets) {
        return new Instruction(Op.BR_TABLE, 0, 0, List.copyOf(targets));
    }

    static Instruction block(int opcode, long type, Label label) {
        return new Instruction(opcode, type, 0, List.of(label));
    }

    /** What is thrown inside with the first tag goes to {@code handler}. */
    static Instruction tryTable(long type, Label label, Label handler) {
        return new Instruction(Op.TRY_TABLE, type, 0, List.of(label, handler));
    }

    static Instruction end(Label label) {
        return new Instruction(Op.END, 0, 0, List.of(label));
    }

    static Instruction loadInt(long address) {
        return new Instruction(Op.I32_LOAD, address, 2, List.of());
    }

    static Instruction storeInt(long address) {
        return new Instruction(Op.I32_STORE, address, 2, List.of());
    }

    boolean is(int wanted) {
        return opcode == wanted;
    }

    boolean is(int wanted, long wantedValue) {
        return opcode == wanted && value == wantedValue;
    }

    /** Of a block, an {@code else} or an end: whose it is; of a branch with one target: that. */
    Label label() {
        return labels.get(0);
    }

    /** Of a {@code try_table}. */
    Label handler() {
        return labels.get(1);
    }

    Instruction withValue(long newValue) {
        return new Instruction(opcode, newValue, second, labels);
    }

    Instruction withLabels(UnaryOperator<Label> change) {
        return new Instruction(
                opcode, value, second, labels.stream().map(change).toList());
    }
}
