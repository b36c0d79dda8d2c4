package org.kernos.micropython.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleReaderTest {

    @Test
    void whatWasReadIsWrittenAsTheSameModule() throws Exception {
        byte[] once = ModuleWriter.write(ModuleReader.read(TestModule.real()));

        byte[] twice = ModuleWriter.write(ModuleReader.read(once));

        assertThat(twice).isEqualTo(once);
    }

    @Test
    void branchesGoWhereTheyWentAfterReadingAndWriting() {
        // A loop that counts its argument down and leaves by the way that a table gives.
        Label done = new Label();
        Label again = new Label();
        WasmFunction function = new WasmFunction(TestModule.INT_TO_INT, FunctionType.I32);
        function.add(Instruction.block(Op.BLOCK, Op.NO_RESULT, done))
                .add(Instruction.block(Op.LOOP, Op.NO_RESULT, again));
        function.add(Op.LOCAL_GET, 1).add(Op.I32_CONST, 1).add(Op.I32_ADD).add(Op.LOCAL_SET, 1);
        function.add(Op.LOCAL_GET, 0).add(Op.I32_CONST, -1).add(Op.I32_ADD).add(Op.LOCAL_TEE, 0);
        function.add(Instruction.branchTable(List.of(done, again)));
        function.add(Instruction.end(again))
                .add(Instruction.end(done))
                .add(Op.LOCAL_GET, 1)
                .finish();
        WasmModule module = TestModule.empty();
        TestModule.export(module, Map.of("count", module.add(function)));

        WasmModule read = ModuleReader.read(ModuleWriter.write(module));

        assertThat(TestModule.call(TestModule.run(read), "count", 7)).isEqualTo(7);
    }

    @Test
    void numbersKeepTheirSign() {
        for (long value : new long[] {0, 63, 64, -64, -65, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(new ByteInput(new ByteOutput().signed(value).toBytes()).signed())
                    .isEqualTo(value);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void truncatedModulesAreRefused(int seed) throws Exception {
        Random random = new Random(seed);
        byte[] original = TestModule.real();
        byte[] truncated = Arrays.copyOf(original, 9 + random.nextInt(2_000));

        assertThatThrownBy(() -> ModuleReader.read(truncated))
                .isInstanceOfAny(WasmFormatException.class, IndexOutOfBoundsException.class, ArithmeticException.class);
    }

    @Test
    void anUnknownInstructionIsNamed() {
        byte[] code = {(byte) 0xfd, Op.END};

        assertThatThrownBy(() -> CodeReader.read(new ByteInput(code), new Label()))
                .isInstanceOf(WasmFormatException.class)
                .hasMessage("the rewriter does not know the opcode 0xfd");
    }
}
