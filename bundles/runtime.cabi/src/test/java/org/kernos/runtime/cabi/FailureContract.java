package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/** Evaluation from inside a kernel, and how calls fail. */
abstract class FailureContract extends BackendContract {

    private static KernelException failure(ModuleInstance module, String function, Value... arguments) {
        return failureIn(NOTHING, module, function, arguments);
    }

    private static KernelException failureIn(
            Evaluator scope, ModuleInstance module, String function, Value... arguments) {
        return Objects.requireNonNull(
                catchThrowableOfType(KernelException.class, () -> callIn(scope, module, function, arguments)),
                "the call gave a result");
    }

    @Test
    void evalEvaluatesWhereTheCallCameFrom() throws ModuleException {
        ModuleInstance abi = open(abi().evaluator(e -> string("the module's own")));
        Evaluator scope = expression -> string("scope of " + expression);
        assertThat(callIn(scope, abi, "evaluate", Value.paren(new Value.Symbol("f"), integer(1))))
                .isEqualTo(string("scope of (f 1)"));
        assertThat(callIn(scope, abi, "evaluate", integer(7))).isEqualTo(integer(7));
        assertThat(callIn(scope, abi, "evaluate", new Value.Some(new Value.Symbol("x"))))
                .isEqualTo(new Value.Symbol("x"));
    }

    @Test
    void raiseFailsTheCallWithItsCodeAndMessage() throws ModuleException {
        ModuleInstance abi = open(abi());
        KernelException raised = failure(abi, "raises", integer(2), string("no such file"));
        assertThat(raised.problem().code()).isEqualTo(ProblemCode.RAISED);
        assertThat(raised.problem().message()).isEqualTo("no such file");
        assertThat(raised.raisedCode()).hasValue(2);
        assertThat(raised.toValue()).hasToString("@(2 \"no such file\")");
        assertThat(callInt(abi, "add", integer(1), integer(1))).isEqualTo(2);
    }

    @Test
    void raiseTakesNullsAndTheFirstOneCounts() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(failure(abi, "raises_null").problem().message()).isEmpty();
        assertThat(failure(abi, "raises_without_context").raisedCode()).hasValue(4);
        assertThat(failure(abi, "raises_twice").problem().message()).isEqualTo("first");
    }

    @Test
    void aFailedEvaluationSurfacesBehindTheKernelAndSkipsFurtherOnes() throws ModuleException {
        ModuleInstance abi = open(abi());
        AtomicInteger evaluations = new AtomicInteger();
        KernelException cause = KernelException.raised(3, "inner");
        Evaluator failing = expression -> {
            evaluations.incrementAndGet();
            throw cause;
        };
        assertThat(failureIn(failing, abi, "evaluates_thrice", new Value.Symbol("x")))
                .isSameAs(cause);
        assertThat(evaluations).hasValue(1);
        assertThat(callInt(abi, "errors_seen")).isEqualTo(3);
    }

    @Test
    void anyExceptionOrErrorOfTheEvaluatorSurfacesAsItIs() throws ModuleException {
        ModuleInstance abi = open(abi());
        for (Throwable thrown : new Throwable[] {new IllegalStateException("broken"), new AssertionError("bug")}) {
            Evaluator failing = expression -> {
                throw FailureContract.<RuntimeException>asUnchecked(thrown);
            };
            assertThatThrownBy(() -> callIn(failing, abi, "evaluate", new Value.Symbol("x")))
                    .isSameAs(thrown);
        }
        assertThat(callInt(abi, "add", integer(1), integer(1))).isEqualTo(2);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T asUnchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aStringThatHasNoBytesFailsTheCall() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThatThrownBy(() -> call(abi, "string_copy", string("\ud800")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+D800");
    }

    @Test
    void anImpossibleCountFailsTheCall() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThatThrownBy(() -> call(abi, "huge_count"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("18446744073709551615");
    }

    @Test
    void aKernelCallsItselfThroughEval() throws ModuleException {
        ModuleInstance abi = open(abi());
        assertThat(callIn(new SelfCalls(abi), abi, "countdown", integer(100))).isEqualTo(integer(100));
        assertThat(detail(abi, "stale-handles")).isZero();
    }

    @Test
    void anEndlessRecursionFailsEachTimeAndTheKernelGoesOn() throws ModuleException {
        ModuleInstance abi = open(abi());
        for (int i = 0; i < 20; i++) {
            KernelException failure = failureIn(new SelfCalls(abi), abi, "countdown", integer(1_000_000));
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.CALL_FAILED);
            assertThat(callInt(abi, "add", integer(1), integer(1))).isEqualTo(2);
        }
        assertThat(callIn(new SelfCalls(abi), abi, "countdown", integer(50))).isEqualTo(integer(50));
    }

    /** Calls the function whose qualified name heads a paren list. */
    record SelfCalls(ModuleInstance module) implements Evaluator {
        @Override
        public Value eval(Value expression) {
            Value.ListValue form = (Value.ListValue) expression;
            String name = ((Value.Symbol) form.elements().get(0)).name().replace("abi/", "");
            return callIn(this, module, name, form.elements().get(1));
        }
    }

    @Test
    void aClosedKernelRefusesCalls() throws ModuleException {
        ModuleInstance abi = runtime().open(abi());
        assertThat(abi.close()).isEmpty();
        assertThat(failure(abi, "add", integer(1), integer(2)).problem().code()).isEqualTo(ProblemCode.NOT_ACTIVE);
    }
}
