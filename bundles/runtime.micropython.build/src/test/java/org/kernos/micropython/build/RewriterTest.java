package org.kernos.micropython.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.endive.runtime.Instance;
import run.endive.wasm.WasmEngineException;

class RewriterTest {

    @Test
    void nearlyAllCallsOfTheLoopAreMadeDirectly() throws Exception {
        WasmModule module = ModuleReader.read(TestModule.real());
        WasmFunction vm = VmLoop.find(module);
        long before = invokes(module, vm);

        VmLoop.apply(module);

        assertThat(before).isGreaterThan(80);
        assertThat(invokes(module, vm)).isLessThanOrEqualTo(3);
    }

    private static long invokes(WasmModule module, WasmFunction function) {
        return function.body.stream().filter(x -> JumpState.isInvoke(module, x)).count();
    }

    @Test
    void nothingIsLeftForTheHostToCatch() throws Exception {
        Rewriter.Rewritten rewritten = Rewriter.rewrite(TestModule.real());

        WasmModule module = rewritten.module();
        int throwing = JumpState.of(module).throwing();
        assertThat(module.functions()).allSatisfy(function -> assertThat(function.body)
                .noneMatch(x -> JumpState.isInvoke(module, x) || x.is(Op.CALL, throwing)));
    }

    @Test
    void theRareOpcodesAreMovedOut() throws Exception {
        assertThat(Rewriter.rewrite(TestModule.real()).moved()).isEqualTo(24);
    }

    @Test
    void whatIsNoMicroPythonIsRefused() {
        WasmModule module = TestModule.empty();
        module.imports.add(new WasmModule.Import("env._emscripten_throw_longjmp", TestModule.NOTHING));
        WasmFunction setThrown = new WasmFunction(TestModule.NOTHING);
        for (int word = 0; word < 2; word++) {
            setThrown.add(Op.I32_CONST, 0).add(Op.I32_CONST, 0).add(Instruction.storeInt(1024 + 4 * word));
        }
        TestModule.export(module, Map.of("setThrew", module.add(setThrown.finish())));

        assertThatThrownBy(() -> VmLoop.apply(module))
                .isInstanceOf(WasmFormatException.class)
                .hasMessageContaining("calls nothing as Emscripten");
    }

    @Test
    void anEndlessLoopBecomesATrapAndOthersStay() {
        WasmModule module = TestModule.empty();
        Label loop = new Label();
        WasmFunction endless = new WasmFunction(TestModule.NOTHING);
        endless.add(Instruction.block(Op.LOOP, Op.NO_RESULT, loop)).add(Instruction.branch(Op.BR, loop));
        endless.add(Instruction.end(loop)).finish();
        WasmFunction other =
                new WasmFunction(TestModule.INT_TO_INT).add(Op.LOCAL_GET, 0).finish();
        TestModule.export(module, Map.of("endless", module.add(endless), "other", module.add(other)));

        int count = EndlessLoops.apply(module);

        Instance instance = TestModule.run(module);
        assertThat(count).isEqualTo(1);
        assertThatThrownBy(() -> instance.export("endless").apply()).isInstanceOf(WasmEngineException.class);
        assertThat(TestModule.call(instance, "other", 3)).isEqualTo(3);
    }

    @Test
    void theConversionStoresTheObjectItselfAndDoesItsWork() {
        WasmModule module = TestModule.empty();
        WasmFunction conversion =
                new WasmFunction(new FunctionType(List.of(FunctionType.I32, FunctionType.I32), List.of()));
        conversion
                .add(Op.LOCAL_GET, 1)
                .add(Op.I32_CONST, 3)
                .add(Instruction.storeInt(0))
                .finish();
        TestModule.export(module, Map.of("proxy_convert_mp_to_js_obj_cside", module.add(conversion)));

        ObjectWord.apply(module);

        Instance instance = TestModule.run(module);
        instance.export("proxy_convert_mp_to_js_obj_cside").apply(77, 200);
        assertThat(instance.memory().readInt(208)).isEqualTo(77);
        assertThat(instance.memory().readInt(200)).isEqualTo(3);
    }

    @Test
    void theHeapIsGivenRoomForTheTablesOfALargeObject() throws Exception {
        WasmModule module = ModuleReader.read(TestModule.real());

        assertThat(HeapOverhead.apply(module)).isEqualTo(1);
        assertThat(HeapOverhead.apply(module)).isZero();
    }

    @Test
    void aLoopThatHotSpotWouldNotCompileFailsTheBuild() {
        assertThatCode(() -> WasmBuild.check(7_990)).doesNotThrowAnyException();
        assertThatThrownBy(() -> WasmBuild.check(7_991))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 7991 bytes, and must have 1 to 7990");
        assertThatThrownBy(() -> WasmBuild.check(0)).isInstanceOf(IOException.class);
    }
}
