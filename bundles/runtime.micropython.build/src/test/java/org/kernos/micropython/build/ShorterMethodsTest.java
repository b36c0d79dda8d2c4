package org.kernos.micropython.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.Memory;
import run.endive.runtime.OpcodeImpl;
import run.endive.wasm.types.MemoryLimits;

class ShorterMethodsTest {

    private static final String[] COMPARISONS = {
        "I32_EQZ", "I32_EQ", "I32_NE", "I32_LT_S", "I32_LE_S", "I32_GT_S", "I32_GE_S"
    };

    private final Memory memory = new ByteArrayMemory(new MemoryLimits(1, 1));

    /** As Endive's compiler writes methods: a helper for everything. */
    public static final class Machine {
        private Machine() {}

        /** The sum of so many words from 8 on, stored at 0. */
        public static int func_1(int count, Memory memory) {
            int sum = 0;
            int i = 0;
            while (OpcodeImpl.I32_LT_S(i, count) != 0) {
                sum += Shaded.memoryReadInt(i * 4, 8, memory);
                i++;
                Shaded.checkInterruption();
            }
            Shaded.memoryWriteInt(0, sum, 0, memory);
            return Shaded.memoryReadInt(0, 0, memory);
        }

        /** Two calls, no loop. */
        public static int func_2(int count, Memory memory) {
            Shaded.checkInterruption();
            int first = func_1(count, memory);
            Shaded.checkInterruption();
            return first + func_1(count, memory);
        }

        /** A bit for each comparison that holds, asked in both ways. */
        public static int func_3(int a, int b) {
            int bits = 0;
            bits = bits << 1 | (OpcodeImpl.I32_EQZ(a) != 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_EQZ(a) == 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_EQ(a, b) != 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_NE(a, b) == 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_LT_S(a, b) != 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_LT_S(a, b) == 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_LE_S(a, b) != 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_GT_S(a, b) == 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_GT_S(a, b) != 0 ? 1 : 0);
            bits = bits << 1 | (OpcodeImpl.I32_GE_S(a, b) == 0 ? 1 : 0);
            return bits;
        }

        /** Goes round while a condition holds, by a jump over the jump. */
        public static int func_4(int limit, int step) {
            int at = 0;
            while (true) {
                at += step;
                Shaded.checkInterruption();
                if (OpcodeImpl.I32_LT_S(at, limit) != 0) {
                    continue;
                }
                return OpcodeImpl.I32_EQZ(at - limit);
            }
        }
    }

    /** Endive's helpers, as far as they are needed here. */
    public static final class Shaded {
        static int checks;

        private Shaded() {}

        public static void checkInterruption() {
            checks++;
        }

        public static int memoryReadInt(int base, int offset, Memory memory) {
            return memory.readInt(base + offset);
        }

        public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
            memory.writeI32(base + offset, value);
        }
    }

    /** What takes their place. */
    public static final class Direct {
        static final List<String> CALLS = new ArrayList<>();

        private Direct() {}

        public static int readInt(int base, int offset, Memory memory) {
            CALLS.add("read");
            return memory.readInt(base + offset);
        }

        public static int readInt(int address, Memory memory) {
            CALLS.add("read at");
            return memory.readInt(address);
        }

        public static void writeInt(int address, int value, Memory memory) {
            CALLS.add("write at");
            memory.writeI32(address, value);
        }
    }

    @BeforeEach
    void fill() {
        for (int i = 0; i < 5; i++) {
            memory.writeI32(8 + 4 * i, 100 + i);
        }
        Shaded.checks = 0;
        Direct.CALLS.clear();
    }

    @Test
    void memoryIsReadAndWrittenByOneCall() throws Exception {
        assertThat(call("func_1", 3, memory)).isEqualTo(303);
        assertThat(Direct.CALLS).containsExactly("read", "read", "read", "write at", "read at");
    }

    @Test
    void aLoopChecksForInterruptionEachTime() throws Exception {
        call("func_1", 5, memory);
        // Once more than it goes round: at its beginning.
        assertThat(Shaded.checks).isEqualTo(6);
    }

    @Test
    void aMethodThatCallsOthersChecksOnce() throws Exception {
        assertThat(call("func_2", 0, memory)).isEqualTo(0);
        // The loops of the two calls, which end at once, and the caller.
        assertThat(Shaded.checks).isEqualTo(3);
    }

    @Test
    void comparisonsAndTheirJumpsMeanWhatTheyDid() throws Exception {
        int[] numbers = {0, 1, -1, 7, Integer.MIN_VALUE, Integer.MAX_VALUE};
        for (int a : numbers) {
            for (int b : numbers) {
                assertThat(call("func_3", a, b)).as("%d and %d", a, b).isEqualTo(Machine.func_3(a, b));
            }
        }
        assertThat(call("func_4", 10, 5)).isEqualTo(1);
        assertThat(call("func_4", 10, 3)).isEqualTo(0);
        assertThat(Shaded.checks).isEqualTo(2 + 4);
    }

    @Test
    void aComparisonIsLeftWhereItsAnswerIsANumber() throws Exception {
        assertThat(calls("func_3")).doesNotContain(COMPARISONS);
        assertThat(calls("func_4")).contains("I32_EQZ").doesNotContain("I32_LT_S");
    }

    @Test
    void aJumpOverAJumpIsOneJump() throws Exception {
        assertThat(jumps("func_4")).containsExactly(Opcodes.IF_ICMPLT);
    }

    private static Object call(String name, Object... arguments) throws Exception {
        byte[] code = shortened();
        Class<?> machine = new ClassLoader(ShorterMethodsTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Machine.class.getName(), code, 0, code.length);
            }
        }.define();
        Method method = Stream.of(machine.getMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return method.invoke(null, arguments);
    }

    private static List<Integer> jumps(String name) throws IOException {
        return Stream.of(method(name).instructions.toArray())
                .filter(JumpInsnNode.class::isInstance)
                .map(AbstractInsnNode::getOpcode)
                .toList();
    }

    private static List<String> calls(String name) throws IOException {
        return Stream.of(method(name).instructions.toArray())
                .filter(MethodInsnNode.class::isInstance)
                .map(one -> ((MethodInsnNode) one).name)
                .toList();
    }

    private static MethodNode method(String name) throws IOException {
        ClassNode type = new ClassNode();
        new ClassReader(shortened()).accept(type, 0);
        return type.methods.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Without lines, which Endive's classes have none of either. */
    private static byte[] shortened() throws IOException {
        try (InputStream in = Machine.class.getResourceAsStream("ShorterMethodsTest$Machine.class")) {
            ClassWriter plain = new ClassWriter(0);
            new ClassReader(in).accept(plain, ClassReader.SKIP_DEBUG);
            return new ShorterMethods(Direct.class.getName()).shorten(plain.toByteArray());
        }
    }
}
