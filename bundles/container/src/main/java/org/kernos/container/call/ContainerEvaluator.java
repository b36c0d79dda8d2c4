package org.kernos.container.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kernos.api.CallableValue;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;

/**
 * Evaluation outside any program: literals and unbound symbols are themselves, a quoted value is unwrapped, a bracket list
 * gives its last element, a paren list calls an active function (sxs-language, section 3, without instructions and scopes).
 */
public final class ContainerEvaluator implements Evaluator {

    /**
     * Each level may hold a kernel's native frame and the way back into Java: endless recursion through kernels has to end
     * here, since a native stack overflow ends the JVM.
     */
    private static final int DEEPEST = 128;

    private final Function<String, Optional<KernelFunction>> functions;
    private final ThreadLocal<int[]> depth;

    public ContainerEvaluator(Function<String, Optional<KernelFunction>> functions) {
        this(functions, ThreadLocal.withInitial(() -> new int[1]));
    }

    private ContainerEvaluator(Function<String, Optional<KernelFunction>> functions, ThreadLocal<int[]> depth) {
        this.functions = functions;
        this.depth = depth;
    }

    /** The same rules where names mean something else; evaluations of both count as one nesting. */
    public ContainerEvaluator with(Function<String, Optional<KernelFunction>> others) {
        return new ContainerEvaluator(others, depth);
    }

    @Override
    public Value eval(Value expression) {
        int[] level = depth.get();
        if (level[0] >= DEEPEST) {
            throw refuse("evaluation is nested deeper than " + DEEPEST + " levels");
        }
        level[0]++;
        try {
            return evalInside(expression);
        } finally {
            level[0]--;
        }
    }

    private Value evalInside(Value expression) {
        if (expression instanceof Value.Some quoted) {
            return quoted.wrapped();
        } else if (expression instanceof Value.ListValue list) {
            if (list.kind() == ListKind.BRACKET) {
                return last(list.elements());
            } else if (list.kind() == ListKind.PAREN && !list.elements().isEmpty()) {
                return apply(list.elements());
            }
        }
        return expression;
    }

    private Value last(List<Value> elements) {
        Value result = Value.NONE;
        for (Value element : elements) {
            result = eval(element);
        }
        return result;
    }

    private Value apply(List<Value> form) {
        CallableValue callable = CallableValue.find(form.get(0)).orElse(null);
        if (callable != null) {
            return callable.call(this, arguments(form));
        } else if (!(form.get(0) instanceof Value.Symbol head)) {
            throw refuse("Cannot call non-symbol type: " + form.get(0).type().code());
        } else {
            KernelFunction function =
                    functions.apply(head.name()).orElseThrow(() -> refuse("Unknown callable symbol: " + head.name()));
            // Not in this scope: what the function evaluates in its turn, it means by the names of its own module.
            return function.call(arguments(form));
        }
    }

    private Value[] arguments(List<Value> form) {
        Value[] arguments = new Value[form.size() - 1];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = eval(form.get(i + 1));
        }
        return arguments;
    }

    private static KernelException refuse(String message) {
        return new KernelException(Problem.of(ProblemCode.EVALUATION, message));
    }
}
