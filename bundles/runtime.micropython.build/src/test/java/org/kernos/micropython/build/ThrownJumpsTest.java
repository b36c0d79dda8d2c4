package org.kernos.micropython.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.endive.runtime.HostFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.types.ValType;

class ThrownJumpsTest {

    private static final int THROWN = 1024;
    private static final int VALUE = 1028;

    /** {@code call(x)} moves the stack and calls through the table a function that jumps for 0 and else gives x + 1. */
    private static WasmModule module() {
        WasmModule module = TestModule.empty();
        module.imports.add(new WasmModule.Import(
                "env.invoke_ii",
                new FunctionType(List.of(FunctionType.I32, FunctionType.I32), List.of(FunctionType.I32))));
        module.imports.add(new WasmModule.Import("env._emscripten_throw_longjmp", TestModule.NOTHING));
        ByteOutput imports = new ByteOutput().unsigned(2);
        for (WasmModule.Import one : module.imports) {
            String name = one.name().substring(4);
            imports.unsigned(3)
                    .add("env".getBytes())
                    .unsigned(name.length())
                    .add(name.getBytes())
                    .add(0);
            imports.unsigned(module.typeIndex(one.type()));
        }
        module.sections.put(Section.IMPORT, imports.toBytes());
        WasmFunction setThrown =
                new WasmFunction(new FunctionType(List.of(FunctionType.I32, FunctionType.I32), List.of()));
        setThrown.add(Op.I32_CONST, 0).add(Op.LOCAL_GET, 1).add(Instruction.storeInt(VALUE));
        setThrown
                .add(Op.I32_CONST, 0)
                .add(Op.LOCAL_GET, 0)
                .add(Instruction.storeInt(THROWN))
                .finish();
        Label jump = new Label();
        WasmFunction target = new WasmFunction(TestModule.INT_TO_INT);
        target.add(Op.I32_CONST, 8).add(Op.GLOBAL_SET, 0);
        target.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, jump))
                .add(Op.LOCAL_GET, 0)
                .add(Instruction.branch(Op.BR_IF, jump));
        target.add(Op.CALL, 1)
                .add(Instruction.end(jump))
                .add(Op.LOCAL_GET, 0)
                .add(Op.I32_CONST, 1)
                .add(Op.I32_ADD)
                .finish();
        WasmFunction call = new WasmFunction(TestModule.INT_TO_INT);
        call.add(Op.I32_CONST, 0).add(Op.LOCAL_GET, 0).add(Op.CALL, 0).finish();
        WasmFunction thrown = new WasmFunction(new FunctionType(List.of(), List.of(FunctionType.I32)));
        thrown.add(Op.I32_CONST, 0).add(Instruction.loadInt(THROWN)).finish();
        WasmFunction stack = new WasmFunction(new FunctionType(List.of(), List.of(FunctionType.I32)));
        stack.add(Op.GLOBAL_GET, 0).finish();
        int set = module.add(setThrown);
        int targetIndex = module.add(target);
        TestModule.export(
                module,
                Map.of(
                        "setThrew",
                        set,
                        "call",
                        module.add(call),
                        "thrown",
                        module.add(thrown),
                        "stack",
                        module.add(stack)));
        module.table.add(targetIndex);
        module.sections.put(4, new byte[] {1, 0x70, 0, 1});
        module.sections.put(Section.ELEMENT, new byte[] {1, 0, Op.I32_CONST, 0, Op.END, 1, (byte) targetIndex});
        return module;
    }

    private static Instance instance() {
        WasmModule module = module();
        ThrownJumps.apply(module);
        HostFunction invoke = new HostFunction(
                "env",
                "invoke_ii",
                run.endive.wasm.types.FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I32)),
                (i, a) -> {
                    throw new AssertionError("the host was asked to call");
                });
        HostFunction jump = new HostFunction(
                "env", "_emscripten_throw_longjmp", run.endive.wasm.types.FunctionType.empty(), (i, a) -> {
                    throw new AssertionError("the host was asked to throw");
                });
        return TestModule.run(module, invoke, jump);
    }

    @Test
    void aCallThatReturnsGivesItsResult() {
        Instance instance = instance();

        assertThat(TestModule.call(instance, "call", 4)).isEqualTo(5);
        assertThat(TestModule.call(instance, "thrown")).isZero();
    }

    @Test
    void aJumpIsCaughtWithoutTheHostAndTheStackPutBack() {
        Instance instance = instance();

        assertThat(TestModule.call(instance, "call", 0)).isZero();
        assertThat(TestModule.call(instance, "thrown")).isEqualTo(1);
        assertThat(TestModule.call(instance, "stack")).isEqualTo(4096);
    }
}
