package org.kernos.api.value;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters and result of a function, enforced at the boundary before any code of the module runs (native C-8). */
public record Signature(List<Parameter> parameters, TypeSpec returns) {

    /** Of a function that nobody declared: any arguments, any result. */
    public static final Signature UNDECLARED =
            new Signature(List.of(new Parameter("args", TypeSpec.ANY, true)), TypeSpec.ANY);

    /**
     * @throws IllegalArgumentException when a parameter before the last one is variadic
     */
    public Signature {
        parameters = List.copyOf(parameters);
        for (int i = 0; i < parameters.size() - 1; i++) {
            if (parameters.get(i).variadic()) {
                throw new IllegalArgumentException("parameter '" + parameters.get(i) + "' is variadic but not last");
            }
        }
    }

    public boolean isVariadic() {
        return !parameters.isEmpty() && parameters.get(parameters.size() - 1).variadic();
    }

    /** The least number of arguments; without a variadic tail also the greatest. */
    public int requiredCount() {
        return isVariadic() ? parameters.size() - 1 : parameters.size();
    }

    /** The parameter that takes the argument at this index, counted from 0; a variadic tail takes all that follow. */
    public Parameter parameterAt(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** As declared, with the function's name: {@code (add a :int b :int) :int}. */
    public String describe(String function) {
        String inner = parameters.stream().map(Parameter::toString).collect(Collectors.joining(" "));
        return "(" + function + (inner.isEmpty() ? "" : " " + inner) + ") " + returns.keyword();
    }
}
