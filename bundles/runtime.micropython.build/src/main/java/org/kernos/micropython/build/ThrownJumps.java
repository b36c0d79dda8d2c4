package org.kernos.micropython.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes wasm exceptions of longjmp (design Y-2a): the throwing import becomes {@code throw}, and each {@code invoke_*} a function
 * that catches with
 * {@code try_table}. Without it each call that may raise leaves the compiled code for the host and comes back.
 */
final class ThrownJumps {

    private static final int STACK_POINTER = 0;
    private static final int NO_VALUE = 0;

    private final WasmModule module;
    private final JumpState state;
    private final Map<Integer, Integer> wrappers = new HashMap<>();

    private ThrownJumps(WasmModule module) {
        this.module = module;
        this.state = JumpState.of(module);
    }

    static void apply(WasmModule module) {
        module.declareTag();
        ThrownJumps pass = new ThrownJumps(module);
        for (int i = 0; i < module.imports.size(); i++) {
            if (JumpState.isInvoke(module.imports.get(i))) {
                pass.wrappers.put(i, pass.wrap(module.imports.get(i).type()));
            }
        }
        module.functions().forEach(function -> function.body.replaceAll(pass::redirect));
    }

    private Instruction redirect(Instruction x) {
        if (!x.is(Op.CALL)) {
            return x;
        } else if (x.value() == state.throwing()) {
            return Instruction.of(Op.THROW, 0);
        }
        Integer wrapper = wrappers.get((int) x.value());
        return wrapper == null ? x : x.withValue(wrapper);
    }

    /** Calls what the table has at the first argument; after a longjmp it puts the stack back and notes that there was one. */
    private int wrap(FunctionType type) {
        WasmFunction wrapper = new WasmFunction(type, FunctionType.I32);
        int stack = wrapper.localCount() - 1;
        Label caught = new Label();
        wrapper.add(Op.GLOBAL_GET, STACK_POINTER).add(Op.LOCAL_SET, stack);
        wrapper.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, caught));
        call(wrapper, caught);
        wrapper.add(Instruction.end(caught));
        wrapper.add(Op.LOCAL_GET, stack).add(Op.GLOBAL_SET, STACK_POINTER);
        wrapper.add(Op.I32_CONST, 1).add(Op.I32_CONST, 0).add(Op.CALL, state.setThrown());
        if (!type.results().isEmpty()) {
            wrapper.add(Op.I32_CONST, NO_VALUE);
        }
        return module.add(wrapper.finish());
    }

    private void call(WasmFunction wrapper, Label caught) {
        FunctionType called = wrapper.type.withoutFirst();
        Label attempt = new Label();
        wrapper.add(Instruction.tryTable(blockType(called.results()), attempt, caught));
        for (int i = 1; i < wrapper.type.parameters().size(); i++) {
            wrapper.add(Op.LOCAL_GET, i);
        }
        wrapper.add(Op.LOCAL_GET, 0).add(Op.CALL_INDIRECT, module.typeIndex(called));
        wrapper.add(Instruction.end(attempt)).add(Op.RETURN);
    }

    /** A type byte, as the signed number that stands in the code. */
    private static long blockType(List<Integer> results) {
        return results.isEmpty() ? Op.NO_RESULT : results.get(0) - 0x80;
    }
}
