package org.kernos.sxs.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.CallableValue;
import org.kernos.api.KernelFunction;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.spi.NearNames;
import org.kernos.sxs.run.Code;
import org.kernos.sxs.run.Execution;
import org.kernos.sxs.run.Expression;
import org.kernos.sxs.run.Frame;
import org.kernos.sxs.run.FunctionObject;
import org.kernos.sxs.run.Lambda;
import org.kernos.sxs.run.Spot;

/** {@code (name argument ...)}, where the name's value is a lambda, or the symbol of a module's function. */
public final class LambdaCall extends Expression {

    private static final Value WRONG_RESULT =
            Errors.error("internal", "function", "error:", "returned", "unexpected", "type");

    private final Variable head;
    private final Expression[] arguments;

    public LambdaCall(Variable head, Expression... arguments) {
        super(head.spot());
        this.head = head;
        this.arguments = arguments;
    }

    @Override
    public Value eval(Frame frame, Execution execution) {
        execution.step(spot());
        return call(head, arguments, frame, execution);
    }

    /** Calls what a name's value is. */
    static Value call(Variable head, Expression[] arguments, Frame frame, Execution execution) {
        Value callable = head.find(frame);
        if (!(callable instanceof Lambda lambda)) {
            Value[] values = values(arguments, frame, execution, head, callable);
            return call(callable, head.name(), values, frame, execution, head.spot());
        }
        Code code = lambda.code();
        if (arguments.length != code.signature().parameters().size()) {
            throw wrongCount(code, arguments.length, head.spot());
        }
        Frame callee = new Frame(code.scope(), lambda.frame(), lambda.frame().unit());
        for (int i = 0; i < arguments.length; i++) {
            callee.set(i, arguments[i].eval(frame, execution));
        }
        return run(lambda, callee, execution, head.spot());
    }

    /** Arguments for what is no lambda of ours, unless it cannot be called at all. */
    private static Value[] values(
            Expression[] arguments, Frame frame, Execution execution, Variable head, @Nullable Value callable) {
        if (!isCallable(callable)) {
            throw notCallable(head.name(), callable, frame, head.spot());
        }
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].eval(frame, execution);
        }
        return values;
    }

    /** Calls a value with values. */
    static Value call(
            @Nullable Value callable, String name, Value[] values, Frame frame, Execution execution, Spot spot) {
        if (callable instanceof Lambda lambda) {
            Code code = lambda.code();
            if (values.length != code.signature().parameters().size()) {
                throw wrongCount(code, values.length, spot);
            }
            Frame callee =
                    new Frame(code.scope(), lambda.frame(), lambda.frame().unit());
            for (int i = 0; i < values.length; i++) {
                callee.set(i, values[i]);
            }
            return run(lambda, callee, execution, spot);
        }
        if (callable instanceof CallableValue other) {
            return FunctionCalls.call(other, name, values, frame, execution, spot);
        }
        KernelFunction function = function(callable, execution);
        if (function == null) {
            throw notCallable(name, callable, frame, spot);
        }
        return FunctionCalls.call(function, values, frame, execution, spot);
    }

    /** Whether a value may be one that can be called: of a symbol only the call itself knows. */
    static boolean isCallable(@Nullable Value value) {
        return value instanceof Lambda
                || value instanceof FunctionObject
                || value instanceof CallableValue
                || value instanceof Value.Symbol;
    }

    private static @Nullable KernelFunction function(@Nullable Value callable, Execution execution) {
        if (callable instanceof FunctionObject object) {
            return object.function();
        }
        return callable instanceof Value.Symbol symbol
                ? execution.run().modules().find(symbol.name())
                : null;
    }

    /** Checks the arguments that stand in the callee's first slots, evaluates the body and checks the result. */
    private static Value run(Lambda lambda, Frame callee, Execution execution, Spot spot) {
        Code code = lambda.code();
        Signature signature = code.signature();
        List<Parameter> parameters = signature.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            TypeSpec type = parameters.get(i).type();
            Value value = callee.get(i);
            if (value != null && !Fit.accepts(type, value)) {
                throw wrongArgument(code, i, value, spot);
            }
        }
        try {
            Value result = execution.call(lambda, callee, spot);
            return Fit.accepts(signature.returns(), result) ? result : WRONG_RESULT;
        } catch (ProgramException e) {
            e.addCall(code.name(), spot.place());
            throw e;
        }
    }

    private static ProgramException wrongCount(Code code, int count, Spot spot) {
        return spot.failure(Problem.of(
                        ProblemCode.ARGUMENT_COUNT,
                        "Function expects " + code.signature().parameters().size() + " arguments, got " + count)
                .fix("it is declared " + code.signature().describe(code.name())));
    }

    private static ProgramException wrongArgument(Code code, int index, Value value, Spot spot) {
        TypeSpec type = code.signature().parameters().get(index).type();
        String expected = type instanceof TypeSpec.Exact exact
                ? Integer.toString(exact.type().code())
                : type.keyword();
        return spot.failure(Problem.of(
                        ProblemCode.ARGUMENT_TYPE,
                        "Argument " + (index + 1) + " type mismatch: expected " + expected + ", got "
                                + value.type().code())
                .fix("it is " + value.type().keyword() + "; the function is declared "
                        + code.signature().describe(code.name())));
    }

    private static ProgramException notCallable(String name, @Nullable Value value, Frame frame, Spot spot) {
        Problem problem = Problem.of(ProblemCode.EVALUATION, "Unknown callable symbol: " + name);
        if (value != null) {
            problem = problem.fix("'" + name + "' is " + value.type().keyword() + ", which cannot be called");
        } else {
            problem = problem.suggest(NearNames.of(name, Names.callable(frame))).fix(Names.fix(name, frame));
        }
        return spot.failure(problem);
    }
}
