package org.kernos.micropython.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads the code of one function, and gives each block a label. */
final class CodeReader {

    private final ByteInput input;
    private final Deque<Label> open = new ArrayDeque<>();

    private CodeReader(ByteInput input, Label exit) {
        this.input = input;
        open.push(exit);
    }

    /** The code up to the {@code end} of the function. */
    static List<Instruction> read(ByteInput input, Label exit) {
        CodeReader reader = new CodeReader(input, exit);
        List<Instruction> body = new ArrayList<>();
        while (!reader.open.isEmpty()) {
            body.add(reader.instruction());
        }
        return body;
    }

    private Instruction instruction() {
        int opcode = input.next();
        return switch (opcode) {
            case Op.BLOCK, Op.LOOP, Op.IF -> block(opcode);
            case Op.ELSE -> Instruction.block(opcode, 0, open.element());
            case Op.END -> Instruction.end(open.pop());
            case Op.BR, Op.BR_IF -> Instruction.branch(opcode, target());
            case Op.BR_TABLE -> branchTable();
            case Op.PREFIX -> prefixed();
            default -> plain(opcode);
        };
    }

    private Instruction block(int opcode) {
        Label label = new Label();
        long type = input.signed();
        open.push(label);
        return Instruction.block(opcode, type, label);
    }

    private Label target() {
        int depth = input.count();
        return open.stream()
                .skip(depth)
                .findFirst()
                .orElseThrow(() -> new WasmFormatException("a branch leaves its function by " + depth + " blocks"));
    }

    private Instruction branchTable() {
        int count = input.count() + 1;
        List<Label> targets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            targets.add(target());
        }
        return Instruction.branchTable(targets);
    }

    private Instruction plain(int opcode) {
        if (Op.isMemory(opcode)) {
            long align = input.unsigned();
            return new Instruction(opcode, input.unsigned(), align, List.of());
        } else if (Op.hasIndex(opcode)) {
            return Instruction.of(opcode, input.unsigned());
        }
        return switch (opcode) {
            case Op.CALL_INDIRECT -> new Instruction(opcode, input.unsigned(), input.unsigned(), List.of());
            case Op.MEMORY_SIZE, Op.MEMORY_GROW -> Instruction.of(opcode, input.next());
            case Op.I32_CONST, Op.I64_CONST -> Instruction.of(opcode, input.signed());
            case Op.F32_CONST -> Instruction.of(opcode, input.fixed(Float.BYTES));
            case Op.F64_CONST -> Instruction.of(opcode, input.fixed(Double.BYTES));
            default -> withoutOperand(opcode);
        };
    }

    private static Instruction withoutOperand(int opcode) {
        boolean known = opcode <= Op.NOP
                || opcode == Op.RETURN
                || opcode == Op.DROP
                || opcode == Op.SELECT
                || (opcode >= Op.I32_EQZ && opcode <= Op.LAST_NUMERIC);
        if (!known) {
            throw new WasmFormatException("the rewriter does not know the opcode 0x" + Integer.toHexString(opcode));
        }
        return Instruction.of(opcode);
    }

    private Instruction prefixed() {
        int opcode = (Op.PREFIX << 8) | input.count();
        return switch (opcode) {
            case Op.MEMORY_INIT, Op.MEMORY_COPY -> new Instruction(opcode, input.unsigned(), input.next(), List.of());
            case Op.DATA_DROP, Op.MEMORY_FILL -> Instruction.of(opcode, input.unsigned());
            default -> {
                if (opcode > Op.MEMORY_INIT) {
                    throw new WasmFormatException(
                            "the rewriter does not know the opcode 0x" + Integer.toHexString(opcode));
                }
                yield Instruction.of(opcode);
            }
        };
    }
}
