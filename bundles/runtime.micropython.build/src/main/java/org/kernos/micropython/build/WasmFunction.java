package org.kernos.micropython.build;

import java.util.ArrayList;
import java.util.List;

/** A function with its code. The code ends with an {@code end} whose label is {@link #exit}: branching there is returning. */
final class WasmFunction {

    final FunctionType type;
    final List<Integer> locals;
    final Label exit;

    /** Changed by the passes, which run one after the other. */
    List<Instruction> body = new ArrayList<>();

    WasmFunction(FunctionType type, List<Integer> locals, Label exit) {
        this.type = type;
        this.locals = new ArrayList<>(locals);
        this.exit = exit;
    }

    /** A function that has no code yet; the caller ends it with {@link #finish}. */
    WasmFunction(FunctionType type, Integer... locals) {
        this(type, List.of(locals), new Label());
    }

    WasmFunction add(Instruction instruction) {
        body.add(instruction);
        return this;
    }

    WasmFunction add(int opcode) {
        return add(Instruction.of(opcode));
    }

    WasmFunction add(int opcode, long value) {
        return add(Instruction.of(opcode, value));
    }

    WasmFunction finish() {
        return add(Instruction.end(exit));
    }

    /** The index of a further local variable. */
    int addLocal(int localType) {
        locals.add(localType);
        return localCount() - 1;
    }

    /** Parameters count as local variables. */
    int localCount() {
        return type.parameters().size() + locals.size();
    }

    int localType(int index) {
        int given = type.parameters().size();
        return index < given ? type.parameters().get(index) : locals.get(index - given);
    }
}
