package org.kernos.micropython.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.endive.runtime.Instance;

class ColdCodeTest {

    private static final int OPCODES = 0x60;
    private static final int STATE = 4;
    private static final int STEPS = 300;

    /**
     * A machine in the form in which Clang writes MicroPython's: a loop around a switch, pieces behind the ends of its blocks. Each
     * piece changes some of four words at
     * random and goes on with the next opcode, or leaves, or falls into the next piece.
     */
    private static WasmModule machine(int seed) {
        Random random = new Random(seed);
        FunctionType type = new FunctionType(List.of(FunctionType.I32, FunctionType.I32), List.of(FunctionType.I32));
        WasmFunction vm =
                new WasmFunction(type, FunctionType.I32, FunctionType.I32, FunctionType.I32, FunctionType.I32);
        Label out = new Label();
        Label loop = new Label();
        Label caught = new Label();
        Label attempt = new Label();
        List<Label> pieces =
                IntStream.range(0, OPCODES).mapToObj(i -> new Label()).toList();
        vm.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, out)).add(Instruction.block(Op.LOOP, Op.NO_RESULT, loop));
        vm.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, caught));
        vm.add(Instruction.tryTable(Op.NO_RESULT, attempt, caught));
        step(vm, out);
        for (int i = OPCODES - 1; i >= 0; i--) {
            vm.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, pieces.get(i)));
        }
        opcode(vm);
        List<Label> targets = new ArrayList<>(pieces);
        targets.add(out);
        vm.add(Instruction.branchTable(targets));
        for (Label piece : pieces) {
            vm.add(Instruction.end(piece));
            piece(vm, random, out, loop);
        }
        vm.add(Instruction.branch(Op.BR, loop)).add(Instruction.end(attempt)).add(Instruction.branch(Op.BR, out));
        vm.add(Instruction.end(caught)).add(Op.UNREACHABLE);
        vm.add(Instruction.end(loop)).add(Instruction.end(out));
        vm.add(Op.LOCAL_GET, 0);
        for (int i = 2; i < 2 + STATE; i++) {
            vm.add(Op.I32_CONST, 31).add(0x6c).add(Op.LOCAL_GET, i).add(Op.I32_ADD);
        }
        vm.finish();
        WasmModule module = TestModule.empty();
        module.declareTag();
        TestModule.export(module, Map.of("run", module.add(vm)));
        return module;
    }

    /** After so many steps it ends anyway. */
    private static void step(WasmFunction vm, Label out) {
        vm.add(Op.LOCAL_GET, 1).add(Op.I32_CONST, -1).add(Op.I32_ADD).add(Op.LOCAL_TEE, 1);
        vm.add(Op.I32_EQZ).add(Instruction.branch(Op.BR_IF, out));
    }

    /** The next opcode comes out of the state. */
    private static void opcode(WasmFunction vm) {
        vm.add(Op.LOCAL_GET, 0)
                .add(Op.LOCAL_GET, 2)
                .add(Op.I32_ADD)
                .add(Op.LOCAL_GET, 3)
                .add(Op.I32_ADD);
        vm.add(Op.I32_CONST, OPCODES).add(0x70).add(Op.I32_CONST, 0x10).add(Op.I32_ADD);
        vm.add(Op.I32_CONST, -0x10).add(Op.I32_ADD);
    }

    private static void piece(WasmFunction vm, Random random, Label out, Label loop) {
        Label skip = new Label();
        vm.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, skip));
        for (int i = random.nextInt(4); i >= 0; i--) {
            change(vm, random);
            if (random.nextInt(3) == 0) {
                vm.add(Op.LOCAL_GET, 2 + random.nextInt(STATE))
                        .add(Op.I32_CONST, 4)
                        .add(0x71);
                vm.add(Instruction.branch(
                        Op.BR_IF, List.of(skip, loop, out, loop).get(random.nextInt(4))));
            }
        }
        vm.add(Instruction.end(skip));
        change(vm, random);
        if (random.nextInt(3) != 0) {
            vm.add(Instruction.branch(Op.BR, loop));
        }
    }

    private static void change(WasmFunction vm, Random random) {
        int[] operations = {Op.I32_ADD, Op.I32_SUB, 0x6c, 0x73};
        vm.add(Op.LOCAL_GET, 2 + random.nextInt(STATE)).add(Op.LOCAL_GET, random.nextInt(2 + STATE));
        vm.add(operations[random.nextInt(operations.length)])
                .add(Op.I32_CONST, random.nextInt(1000))
                .add(Op.I32_ADD);
        vm.add(Op.LOCAL_SET, 2 + random.nextInt(STATE));
    }

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aMachineWithPiecesMovedOutDoesTheSame(int seed) {
        WasmModule moved = machine(seed);

        int count = ColdCode.apply(moved, moved.functions().get(0));

        assertThat(count).isGreaterThan(15);
        Instance before = TestModule.run(machine(seed));
        Instance after = TestModule.run(moved);
        for (int start = 0; start < 40; start++) {
            assertThat(TestModule.call(after, "run", start, STEPS))
                    .as("start %d", start)
                    .isEqualTo(TestModule.call(before, "run", start, STEPS));
        }
    }

    @Test
    void aFunctionWithoutTheSwitchIsRefused() {
        WasmModule module = TestModule.empty();
        WasmFunction function = new WasmFunction(TestModule.NOTHING).finish();
        module.add(function);

        assertThatThrownBy(() -> ColdCode.apply(module, function))
                .isInstanceOf(WasmFormatException.class)
                .hasMessageContaining("no switch over MicroPython's opcodes");
    }
}
