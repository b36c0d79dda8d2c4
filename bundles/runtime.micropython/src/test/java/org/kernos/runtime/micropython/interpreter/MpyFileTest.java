package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.kernos.runtime.micropython.compiler.MpyCross;

class MpyFileTest {

    private static final byte[] GOOD = TestFile.read("senslib.mpy");

    private static Python python;
    private static Python bystander;

    @BeforeAll
    static void start() {
        python = new Python(InterpreterLimits.DEFAULT
                .withHeapBytes(1 << 20)
                .withTimes(Duration.ofMillis(50), Duration.ofMillis(50)));
        bystander = new Python();
    }

    @AfterAll
    static void close() {
        python.close();
        bystander.close();
    }

    private static byte[] with(int position, int value) {
        byte[] changed = GOOD.clone();
        changed[position] = (byte) value;
        return changed;
    }

    @Test
    void whatMpyCrossHasWrittenIsAccepted() {
        assertThatCode(() -> MpyFile.check(GOOD)).doesNotThrowAnyException();
    }

    @Test
    void theHeaderIsChecked() {
        assertThatThrownBy(() -> MpyFile.check(new byte[0])).hasMessage("it does not begin as a .mpy file does");
        assertThatThrownBy(() -> MpyFile.check(with(0, 'N'))).hasMessage("it does not begin as a .mpy file does");
        assertThatThrownBy(() -> MpyFile.check(with(1, 5)))
                .hasMessage(
                        "it is bytecode of version 5, expected 6: compile it with mpy-cross of MicroPython 1.19 or later");
        assertThatThrownBy(() -> MpyFile.check(with(3, 63)))
                .hasMessageContaining("small integers have 63 bits, at most 31 fit");
    }

    @Test
    void nativeCodeIsRefused() {
        assertThatThrownBy(() -> MpyFile.check(TestFile.read("native.mpy")))
                .isInstanceOf(MpyFormatException.class)
                .hasMessageContaining("native code for architecture 2, which does not run here");
        byte[] disguised = TestFile.read("native.mpy");
        disguised[2] = 0;
        assertThatThrownBy(() -> MpyFile.check(disguised)).hasMessageContaining("native or viper code");
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < GOOD.length; length++) {
            byte[] truncated = Arrays.copyOf(GOOD, length);
            assertThatThrownBy(() -> MpyFile.check(truncated))
                    .as("length %d", length)
                    .isInstanceOf(MpyFormatException.class);
        }
        assertThatThrownBy(() -> MpyFile.check(Arrays.copyOf(GOOD, GOOD.length + 1)))
                .hasMessage("it has 1 bytes behind its end");
    }

    /**
     * Whatever it does, it does it to its own interpreter, and within the limits. {@code -Dkernos.mutations=20000} tries more; the seeds
     * are from 0 on.
     */
    @TestFactory
    Stream<DynamicTest> mutatedBytecodeIsContained() throws Exception {
        MpyCross compiler = MpyCross.load();
        List<byte[]> originals = List.of(
                GOOD,
                compiler.compile("operators.py", TestFile.read("programs/classes/operators.py")),
                compiler.compile("generators.py", TestFile.read("programs/functions/generators.py")),
                compiler.compile("errors.py", TestFile.read("programs/errors/try_forms.py")));
        int groups = 20;
        int seeds = Integer.getInteger("kernos.mutations", 2000);
        return IntStream.range(0, groups)
                .mapToObj(group -> DynamicTest.dynamicTest(
                        "seeds " + group + ", " + (group + groups) + ", ...",
                        () -> IntStream.iterate(group, seed -> seed < seeds, seed -> seed + groups)
                                .forEach(seed -> contain(seed, originals))));
    }

    private static void contain(int seed, List<byte[]> originals) {
        Random random = new Random(seed);
        byte[] mutated = mutate(random, originals.get(seed % originals.size()));
        try (Interpreter victim = python.fresh()) {
            run(victim, mutated);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
        assertThat(Thread.interrupted()).as("seed %d", seed).isFalse();
        assertThat(bystander.eval("6 * 7")).as("seed %d", seed).isEqualTo(42L);
    }

    /** Some bytes changed, some left out or put in twice, or its end cut off. */
    private static byte[] mutate(Random random, byte[] original) {
        byte[] mutated = original.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int position = 4 + random.nextInt(mutated.length - 4);
            switch (random.nextInt(10)) {
                case 0 -> mutated = Arrays.copyOf(mutated, Math.max(5, position));
                case 1 -> System.arraycopy(mutated, position, mutated, position - 1, mutated.length - position);
                case 2 -> System.arraycopy(mutated, position - 1, mutated, position, mutated.length - position);
                case 3 -> mutated[position] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                default -> mutated[position] = (byte) random.nextInt(256);
            }
        }
        return mutated;
    }

    /** A problem of the file's, of the code's, or of a limit; nothing else. */
    private static void run(Interpreter victim, byte[] mutated) {
        try {
            victim.addModule("mutated", mutated, true);
            PythonObject module = victim.importModule("mutated");
            for (String name : victim.functionsOf(module)) {
                if (module.attribute(name) instanceof PythonObject function) {
                    call(victim, function);
                }
            }
        } catch (MpyFormatException | PythonException | InterpreterException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** One that raises leaves the others to be called. */
    private static void call(Interpreter victim, PythonObject function) {
        try {
            function.call(8);
        } catch (PythonException e) {
            assertThat(victim.isLost()).isFalse();
        }
    }
}
