package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MpyFileTest {

    private static final byte[] GOOD = TestFile.read("senslib.mpy");

    private static Python python;

    @BeforeAll
    static void start() {
        python = new Python(InterpreterLimits.DEFAULT
                .withHeapBytes(1 << 20)
                .withTimes(Duration.ofMillis(50), Duration.ofMillis(50)));
    }

    @AfterAll
    static void close() {
        python.close();
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

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Whatever it does, it does it to its own interpreter, and within the limits. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mutatedBytecodeIsContained(int seed) {
        Random random = new Random(seed);
        byte[] mutated = GOOD.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutated[4 + random.nextInt(mutated.length - 4)] = (byte) random.nextInt(256);
        }
        try (Interpreter victim = python.fresh()) {
            run(victim, mutated);
        }
        assertThat(Thread.interrupted()).isFalse();
        assertThat(python.eval("6 * 7")).isEqualTo(42L);
    }

    private static void run(Interpreter victim, byte[] mutated) {
        try {
            victim.addModule("senslib", mutated, true);
            PythonObject module = victim.importModule("senslib");
            ((PythonObject) module.attribute("fib")).call(8);
            ((PythonObject) module.attribute("describe")).call("x");
        } catch (MpyFormatException | PythonException | InterpreterException | ClassCastException e) {
            // The last one: what was a function is something else now.
            assertThat(e).isNotNull();
        }
    }
}
