package org.kernos.container.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kernos.api.AbiVersion;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleTraits;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.spi.NumberCall;
import org.kernos.spi.NumberShape;
import org.kernos.spi.RuntimeFunction;
import org.osgi.framework.Version;

final class ModuleBoundaryTest {

    private static final Evaluator OUTSIDE = expression -> expression;
    private static final NumberShape SHAPE = new NumberShape(List.of(ValueType.INT), ValueType.INT);

    /** Evaluates its argument, however it is called. */
    private static final class Evaluating implements RuntimeFunction {
        @Override
        public Value call(Evaluator scope, Value[] arguments) {
            return scope.eval(arguments[0]);
        }

        @Override
        public Optional<NumberCall> numberCall(NumberShape shape) {
            return Optional.of((scope, a, b, c) -> ((Value.Int) scope.eval(new Value.Int(a))).value());
        }
    }

    private static RuntimeFunction around(String module, Optional<Set<ModuleCapability>> capabilities) {
        return boundary(module, capabilities).around("f", new Evaluating());
    }

    private static ModuleBoundary boundary(String module, Optional<Set<ModuleCapability>> capabilities) {
        ModuleDescriptor descriptor = new ModuleDescriptor(
                module,
                new Version(1, 0, 0),
                "kernel",
                "test",
                List.of(),
                List.of(),
                new ModuleTraits(List.of(), Set.of(), capabilities, AbiVersion.CURRENT),
                Map.of());
        return ModuleBoundary.of(descriptor, OUTSIDE);
    }

    private static NumberCall numbers(RuntimeFunction function) {
        return function.numberCall(SHAPE).orElseThrow();
    }

    @Test
    void aModuleWithoutDeclarationsKeepsItsFunctionsAsTheyAre() {
        RuntimeFunction plain = new Evaluating();
        ModuleDescriptor descriptor =
                new ModuleDescriptor("plain", new Version(1, 0, 0), "kernel", "test", List.of(), List.of(), Map.of());
        assertThat(ModuleBoundary.of(descriptor, OUTSIDE).around("f", plain)).isSameAs(plain);
    }

    /** By this very object a runtime knows a call that comes from no program, and takes a shorter way. */
    @Test
    void callsFromNoProgramAreGivenTheUsualScope() {
        for (Optional<Set<ModuleCapability>> declared :
                List.<Optional<Set<ModuleCapability>>>of(Optional.empty(), Optional.of(Set.of()))) {
            ModuleBoundary boundary = boundary("m", declared);
            Evaluator[] given = new Evaluator[1];
            RuntimeFunction recording = (scope, arguments) -> {
                given[0] = scope;
                return Value.NONE;
            };
            boundary.around("f", recording).call(OUTSIDE, new Value[0]);
            assertThat(given[0]).isSameAs(boundary.usualScope());
        }
    }

    @Test
    void callsForNumbersAreCheckedLikeOthers() {
        RuntimeFunction files = around("fs", Optional.of(Set.of(ModuleCapability.FILESYSTEM)));
        RuntimeFunction sealed = around("sealed", Optional.of(Set.of()));
        RuntimeFunction plain = around("plain", Optional.empty());
        Evaluator callsFiles = expression -> new Value.Int(numbers(files).call(OUTSIDE, 7, 0, 0));
        assertThat(numbers(plain).call(callsFiles, 1, 0, 0)).isEqualTo(7);
        KernelException refused = catchThrowableOfType(
                KernelException.class, () -> numbers(sealed).call(callsFiles, 1, 0, 0));
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.CAPABILITY_MISSING);
        assertThat(numbers(sealed).call(OUTSIDE, 1, 0, 0)).isEqualTo(1);
    }

    @Test
    void aFailedEvaluationLeavesNothingOnTheThread() {
        RuntimeFunction sealed = around("sealed", Optional.of(Set.of()));
        Evaluator fails = expression -> {
            assertThat(Caller.current().orElseThrow().module()).isEqualTo("sealed");
            throw new IllegalStateException("no luck");
        };
        assertThat(catchThrowableOfType(
                        IllegalStateException.class, () -> sealed.call(fails, new Value[] {Value.NONE})))
                .hasMessage("no luck");
        assertThat(Caller.current()).isEmpty();
    }
}
