package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.runtime.cabi.shim.ShimBackend;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.NumberCall;
import org.kernos.spi.NumberShape;
import org.kernos.spi.OtherResultException;

/** What the backend with the table in C does beyond the contracts: numbers as they are, frames, spills. */
final class ShimCallsTest extends BackendContract {

    private static final NumberShape TWO_INTS = shape(ValueType.INT, ValueType.INT, ValueType.INT);

    @Override
    Backend newBackend() {
        return ShimBackend.open();
    }

    private static NumberShape shape(ValueType result, ValueType... parameters) {
        return new NumberShape(List.of(parameters), result);
    }

    private static NumberCall numbers(ModuleInstance module, String function, NumberShape shape) {
        return Objects.requireNonNull(module.functions().get(function))
                .numberCall(shape)
                .orElseThrow();
    }

    @Test
    void numbersCrossAsTheyAre() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(numbers(abi, "add", TWO_INTS).call(NOTHING, Long.MAX_VALUE, 1, 99))
                .isEqualTo(Long.MIN_VALUE);
        long bits = 0x7ff8_0000_dead_beefL;
        assertThat(numbers(abi, "first", shape(ValueType.REAL, ValueType.REAL, ValueType.INT, ValueType.REAL))
                        .call(NOTHING, bits, 1, 2))
                .isEqualTo(bits);
        assertThat(numbers(abi, "first", shape(ValueType.INT, ValueType.INT, ValueType.REAL))
                        .call(NOTHING, -5, bits, 0))
                .isEqualTo(-5);
    }

    @Test
    void aResultThatIsNoSuchNumberIsGivenInsteadOfOne() throws ModuleException {
        ModuleInstance abi = open(abi());
        NumberCall list = numbers(abi, "arguments", TWO_INTS);
        assertThatThrownBy(() -> list.call(NOTHING, 1, 2, 3))
                .isInstanceOfSatisfying(OtherResultException.class, e -> assertThat(e.result())
                        .isEqualTo(Value.paren(integer(1), integer(2))));
        NumberCall real = numbers(abi, "first", shape(ValueType.INT, ValueType.REAL));
        assertThatThrownBy(() -> real.call(NOTHING, Double.doubleToRawLongBits(0.5), 0, 0))
                .isInstanceOfSatisfying(
                        OtherResultException.class, e -> assertThat(e.result()).isEqualTo(new Value.Real(0.5)));
        NumberCall raising = numbers(abi, "raises_twice", shape(ValueType.INT));
        assertThatThrownBy(() -> raising.call(NOTHING, 0, 0, 0))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("first");
    }

    @Test
    void whatKeepsEverythingKeepsNumbersToo() throws ModuleException {
        ModuleInstance abi = open(abi().property("retain-objects", "true"));
        numbers(abi, "keep", shape(ValueType.INT, ValueType.INT, ValueType.INT));
        assertThatThrownBy(() -> numbers(abi, "keep", TWO_INTS).call(NOTHING, 41, 1, 0))
                .isInstanceOf(OtherResultException.class);
        assertThat(callInt(abi, "kept_type")).isEqualTo(ValueType.INT.code());
        assertThat(call(abi, "kept_return")).isEqualTo(integer(41));
    }

    @Test
    void whatDoesNotFitIntoAFrameIsCounted() throws ModuleException {
        ModuleInstance abi = open(abi());
        call(abi, "rebuilt", string("short"));
        assertThat(detail(abi, "spills")).isZero();
        call(abi, "string_copy", string("x".repeat(100_000)));
        assertThat(detail(abi, "spills")).isPositive();
    }

    @Test
    void anArgumentThatCannotBeWrittenLeavesNothingBehind() throws ModuleException {
        ModuleInstance abi = open(abi());
        Value unwritable = Value.bracket(string("x".repeat(100_000)), string("\ud800"));
        long inUse = backend().allocatedBytes() - backend().freedBytes();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(abi, "first", unwritable)).isInstanceOf(IllegalArgumentException.class);
            assertThat(backend().allocatedBytes() - backend().freedBytes()).isEqualTo(inUse);
        }
        assertThat(callInt(abi, "add", integer(1), integer(2))).isEqualTo(3);
    }

    @Test
    void valuesNestedMoreDeeplyThanAStackReachesCrossBothWays() throws ModuleException {
        ModuleInstance abi = open(abi());
        Value nested = integer(1);
        for (int i = 0; i < 200_000; i++) {
            nested = i % 2 == 0 ? new Value.Some(nested) : Value.brace(nested);
        }
        assertThat(call(abi, "first", nested).equals(nested)).isTrue();
    }

    @Test
    void aSmallStackEndsARecursionWithAProblemToo() throws Exception {
        ModuleInstance abi = open(abi());
        Callable<Value> endless =
                () -> callIn(new FailureContract.SelfCalls(abi), abi, "countdown", integer(1_000_000));
        for (long stack : new long[] {200_000, 512_000, 8_000_000}) {
            FutureTask<Value> task = new FutureTask<>(endless);
            Thread thread = new Thread(null, task, "small", stack);
            thread.start();
            assertThatThrownBy(task::get).cause().isInstanceOfSatisfying(KernelException.class, e -> assertThat(
                            e.problem().code())
                    .isEqualTo(ProblemCode.CALL_FAILED));
            thread.join();
        }
        assertThat(callInt(abi, "add", integer(1), integer(2))).isEqualTo(3);
    }

    @Test
    void virtualThreadsBorrowFrames() throws Exception {
        Method factory;
        try {
            factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "this JDK has no virtual threads");
            return;
        }
        ModuleInstance abi = open(abi());
        ExecutorService pool = (ExecutorService) factory.invoke(null);
        try {
            List<Future<Value>> running = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Value depth = integer(i % 5);
                running.add(pool.submit(() -> callIn(new FailureContract.SelfCalls(abi), abi, "countdown", depth)));
            }
            for (int i = 0; i < running.size(); i++) {
                assertThat(running.get(i).get()).isEqualTo(integer(i % 5));
            }
        } finally {
            pool.shutdown();
        }
        assertThat(detail(abi, "stale-handles")).isZero();
    }

    @Test
    void framesOfThreadsThatHaveEndedAreUsedAgain() throws Exception {
        ModuleInstance abi = open(abi());
        for (int i = 0; i < 3_000; i++) {
            FutureTask<Long> task = new FutureTask<>(() -> callInt(abi, "add", integer(1), integer(2)));
            Thread thread = new Thread(task);
            thread.start();
            assertThat(task.get()).isEqualTo(3);
            thread.join();
        }
        // 3,000 frames would be 190 MiB.
        assertThat(callInt(abi, "add", integer(1), integer(2))).isEqualTo(3);
    }

    /** More than are kept, read twice: some from what was kept, some in the place of another. */
    @Test
    void shortNamesThatAreReadAgainAreTheSame() throws ModuleException {
        ModuleInstance abi = open(abi());
        for (String name : manyNames()) {
            assertThat(call(abi, "first", new Value.Symbol(name))).isEqualTo(new Value.Symbol(name));
        }
    }

    /** They cross in another form than other expressions. */
    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "evaluate_here"})
    void shortNamesAreEvaluatedAsTheyAre(String function) throws ModuleException {
        ModuleInstance abi = open(abi());
        for (String name : manyNames()) {
            assertThat(callIn(Value::bracket, abi, function, new Value.Symbol(name)))
                    .isEqualTo(Value.bracket(new Value.Symbol(name)));
        }
    }

    private static List<String> manyNames() {
        List<String> names = new ArrayList<>(List.of("", "a", "a\0", "\0a", "ab", "\u00e4", "\udc80", "\udcff"));
        names.addAll(List.of("abcdef", "abcdefg", "abcdef\u00e4", "abcdefgh", "abcdefghi", "\0\0\0\0\0\0\0"));
        for (int i = 0; i < 500; i++) {
            names.add("n" + i);
        }
        names.addAll(List.copyOf(names));
        return names;
    }
}
