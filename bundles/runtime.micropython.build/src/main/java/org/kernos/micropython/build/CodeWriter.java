package org.kernos.micropython.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes the code of one function; the inverse of {@link CodeReader}. */
final class CodeWriter {

    private static final int CATCH = 0;

    private final ByteOutput output;
    private final Deque<Label> open = new ArrayDeque<>();

    private CodeWriter(ByteOutput output, Label exit) {
        this.output = output;
        open.push(exit);
    }

    static void write(WasmFunction function, ByteOutput output) {
        CodeWriter writer = new CodeWriter(output, function.exit);
        function.body.forEach(writer::instruction);
        if (!writer.open.isEmpty()) {
            throw new IllegalStateException(writer.open.size() + " blocks have no end");
        }
    }

    private void instruction(Instruction x) {
        if (x.opcode() >> 8 == Op.PREFIX) {
            prefixed(x);
            return;
        }
        output.add(x.opcode());
        switch (x.opcode()) {
            case Op.BLOCK, Op.LOOP, Op.IF -> open(x);
            case Op.TRY_TABLE -> tryTable(x);
            case Op.END -> close(x);
            case Op.BR, Op.BR_IF -> depth(x.label());
            case Op.BR_TABLE -> branchTable(x.labels());
            default -> operands(x);
        }
    }

    private void open(Instruction x) {
        output.signed(x.value());
        open.push(x.label());
    }

    /** The handler's label is counted from outside of the block. */
    private void tryTable(Instruction x) {
        output.signed(x.value()).unsigned(1).add(CATCH).unsigned(x.second());
        depth(x.handler());
        open.push(x.label());
    }

    private void close(Instruction x) {
        if (open.pop() != x.label()) {
            throw new IllegalStateException("a block ends inside of another");
        }
    }

    private void depth(Label target) {
        int depth = 0;
        for (Label label : open) {
            if (label == target) {
                output.unsigned(depth);
                return;
            }
            depth++;
        }
        throw new IllegalStateException("a branch goes to a block that it is not in");
    }

    private void branchTable(List<Label> targets) {
        output.unsigned(targets.size() - 1L);
        targets.forEach(this::depth);
    }

    private void operands(Instruction x) {
        int opcode = x.opcode();
        if (Op.isMemory(opcode)) {
            output.unsigned(x.second()).unsigned(x.value());
        } else if (Op.hasIndex(opcode)) {
            output.unsigned(x.value());
        } else {
            rareOperands(x);
        }
    }

    private void rareOperands(Instruction x) {
        switch (x.opcode()) {
            case Op.CALL_INDIRECT -> output.unsigned(x.value()).unsigned(x.second());
            case Op.MEMORY_SIZE, Op.MEMORY_GROW -> output.add((int) x.value());
            case Op.I32_CONST, Op.I64_CONST -> output.signed(x.value());
            case Op.F32_CONST -> output.fixed(x.value(), Float.BYTES);
            case Op.F64_CONST -> output.fixed(x.value(), Double.BYTES);
            default -> {}
        }
    }

    private void prefixed(Instruction x) {
        output.add(Op.PREFIX).unsigned(x.opcode() & 0xff);
        switch (x.opcode()) {
            case Op.MEMORY_INIT, Op.MEMORY_COPY -> output.unsigned(x.value()).add((int) x.second());
            case Op.DATA_DROP, Op.MEMORY_FILL -> output.unsigned(x.value());
            default -> {}
        }
    }
}
