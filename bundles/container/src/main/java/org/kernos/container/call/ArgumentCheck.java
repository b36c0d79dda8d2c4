package org.kernos.container.call;

import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;

/** Enforces one function's signature before any of its code runs, and on its result (native C-8). */
public final class ArgumentCheck {

    private static final int LONGEST_PREVIEW = 60;

    private final String function;
    private final FunctionDeclaration declaration;
    private final int required;
    private final boolean variadic;
    private final TypeSpec[] types;
    private final TypeSpec returns;

    public ArgumentCheck(String function, FunctionDeclaration declaration) {
        this.function = function;
        this.declaration = declaration;
        Signature signature = declaration.signature();
        this.required = signature.requiredCount();
        this.variadic = signature.isVariadic();
        this.types = signature.parameters().stream().map(Parameter::type).toArray(TypeSpec[]::new);
        this.returns = signature.returns();
    }

    public void arguments(Value[] arguments) {
        int count = arguments.length;
        if (count != required && (count < required || !variadic)) {
            throw new KernelException(wrongCount(count));
        }
        for (int i = 0; i < count; i++) {
            if (!types[Math.min(i, types.length - 1)].accepts(arguments[i])) {
                throw new KernelException(wrongType(i, arguments[i]));
            }
        }
    }

    public Value result(Value result) {
        if (!returns.accepts(result)) {
            throw wrongResult(result);
        }
        return result;
    }

    private Problem wrongCount(int count) {
        String expected = (variadic ? "at least " : "") + required + (required == 1 ? " argument" : " arguments");
        return Problem.of(ProblemCode.ARGUMENT_COUNT, function + ": got " + count + ", expected " + expected)
                .fix("the signature is " + signatureAndPlace());
    }

    private Problem wrongType(int index, Value argument) {
        Parameter parameter = declaration.signature().parameterAt(index);
        String message = String.format(
                "%s: argument %d (%s) is %s, expected %s",
                function,
                index + 1,
                parameter.name(),
                preview(argument),
                parameter.type().keyword());
        return Problem.of(ProblemCode.ARGUMENT_TYPE, message)
                .fix("pass " + noun(parameter.type()) + "; the signature is " + signatureAndPlace());
    }

    KernelException wrongResult(Value result) {
        String message = function + ": returned " + preview(result) + ", declared " + returns.keyword();
        return new KernelException(Problem.of(ProblemCode.RETURN_TYPE, message)
                .fix("the module's author corrects the function or its declaration; the signature is "
                        + signatureAndPlace()));
    }

    private String signatureAndPlace() {
        return declaration
                + declaration
                        .place()
                        .map(Place::toString)
                        .map(p -> ", declared in " + p)
                        .orElse("");
    }

    private static String preview(Value value) {
        String text = value.toString();
        String cut = text.length() <= LONGEST_PREVIEW ? text : text.substring(0, LONGEST_PREVIEW) + "...";
        return value.type().keyword() + " " + cut;
    }

    private static String noun(TypeSpec type) {
        if (!(type instanceof TypeSpec.Exact exact)) {
            return "a value of type " + type.keyword();
        }
        return switch (exact.type()) {
            case INT -> "an integer";
            case REAL -> "a real, written with a point";
            case STRING -> "a string, in quotes";
            case SYMBOL -> "a symbol";
            case PAREN_LIST, BRACE_LIST, BRACKET_LIST -> "a list of type " + type.keyword();
            default -> "a value of type " + type.keyword();
        };
    }
}
