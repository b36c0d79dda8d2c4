package org.kernos.container.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.spi.NumberCall;
import org.kernos.spi.NumberShape;
import org.kernos.spi.OtherResultException;
import org.kernos.spi.RuntimeFunction;

final class TypedModuleTest {

    private static final Evaluator NOTHING = expression -> expression;

    private final AsyncCalls async = new AsyncCalls(1, 1);
    private final CallGate gate = new CallGate();
    private final List<NumberShape> asked = new ArrayList<>();
    private final Map<String, Optional<KernelFunction>> found = new HashMap<>();

    /** Of a module that is not open to us. */
    static final Class<?> CLOSED = Comparable.class;

    private static TypeSpec type(ValueType type) {
        return new TypeSpec.Exact(type);
    }

    private KernelFunction function(String name, Signature signature, RuntimeFunction target) {
        FunctionDeclaration declaration = new FunctionDeclaration(name, signature, Optional.empty());
        return new GatedFunction("m", new GatedFunction.Body("m", declaration, target, gate, NOTHING), async);
    }

    /** {@code factor * count + offset}, with a way in for numbers and without. */
    private final class Scale implements RuntimeFunction {
        @Override
        public Value call(Evaluator scope, Value[] arguments) {
            throw new AssertionError("called with objects");
        }

        @Override
        public Optional<NumberCall> numberCall(NumberShape shape) {
            asked.add(shape);
            return Optional.of((scope, a, b, c) ->
                    Double.doubleToRawLongBits(Double.longBitsToDouble(a) * b + Double.longBitsToDouble(c)));
        }
    }

    private static final class Wrong implements RuntimeFunction {
        @Override
        public Value call(Evaluator scope, Value[] arguments) {
            return new Value.Str("x");
        }

        @Override
        public Optional<NumberCall> numberCall(NumberShape shape) {
            return Optional.of((scope, a, b, c) -> {
                throw new OtherResultException(new Value.Str("x"));
            });
        }
    }

    /** The same function for a name each time, as in a container. */
    private Optional<KernelFunction> find(String name) {
        return found.computeIfAbsent(name, this::make);
    }

    private Optional<KernelFunction> make(String name) {
        Parameter factor = new Parameter("factor", type(ValueType.REAL), false);
        Parameter count = new Parameter("count", type(ValueType.INT), false);
        Parameter offset = new Parameter("offset", type(ValueType.REAL), false);
        return switch (name) {
            case "m/scale" ->
                Optional.of(function(
                        "scale", new Signature(List.of(factor, count, offset), type(ValueType.REAL)), new Scale()));
            case "m/wrong" ->
                Optional.of(function("wrong", new Signature(List.of(), type(ValueType.INT)), new Wrong()));
            default -> Optional.empty();
        };
    }

    interface Numbers {
        double scale(double factor, long count, double offset);

        long wrong();

        default double twice(double factor) {
            return 2 * scale(factor, 1, 0);
        }
    }

    @AfterEach
    void stop() {
        async.close();
    }

    @Test
    void numbersReachTheRuntimeAsTheyAre() {
        Numbers bound = TypedModule.bind(Numbers.class, "m", this::find);
        assertThat(bound.scale(0.5, 3, 0.25)).isEqualTo(1.75);
        assertThat(bound.twice(4)).isEqualTo(8);
        assertThat(asked)
                .contains(new NumberShape(List.of(ValueType.REAL, ValueType.INT, ValueType.REAL), ValueType.REAL));
        assertThat(bound).hasToString("Numbers bound to module m").isEqualTo(bound);
        assertThat(bound.getClass().isHidden()).isTrue();
    }

    @Test
    void aResultOfAnotherTypeIsTheProblemOfEveryCall() {
        Numbers bound = TypedModule.bind(Numbers.class, "m", this::find);
        assertThatThrownBy(bound::wrong).hasMessageContaining("m/wrong: returned :str \"x\", declared :int");
    }

    @Test
    void aClosedGateRefusesNumbersToo() {
        Numbers bound = TypedModule.bind(Numbers.class, "m", this::find);
        assertThat(gate.close(Duration.ofSeconds(1))).isTrue();
        assertThatThrownBy(() -> bound.scale(1, 1, 1)).isInstanceOfSatisfying(KernelException.class, e -> assertThat(
                        e.problem().code())
                .isEqualTo(ProblemCode.NOT_ACTIVE));
    }

    @Test
    void anInterfaceOfAClosedModuleGetsAProxy() {
        Signature any = new Signature(List.of(new Parameter("o", new TypeSpec.Any(), false)), type(ValueType.INT));
        RuntimeFunction seven = (scope, arguments) -> new Value.Int(7);
        Comparable<Object> bound = comparable(name -> Optional.of(function("compareTo", any, seven)));
        assertThat(bound.compareTo("x")).isEqualTo(7);
        assertThat(bound.toString()).isEqualTo("Comparable bound to module m");
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(
            java.util.function.Function<String, Optional<KernelFunction>> functions) {
        return (Comparable<Object>) TypedModule.bind(CLOSED, "m", functions);
    }
}
