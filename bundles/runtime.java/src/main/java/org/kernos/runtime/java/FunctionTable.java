package org.kernos.runtime.java;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.RuntimeFunction;

/** The functions of one object, until it is released. */
final class FunctionTable {

    private final Map<String, JavaFunction> functions;

    private FunctionTable(Map<String, JavaFunction> functions) {
        this.functions = functions;
    }

    /**
     * @param methods fit their functions
     * @param place of the class, for problems
     * @throws ModuleException when a method cannot be called although it is public
     */
    static FunctionTable of(
            String module, Map<FunctionDeclaration, Method> methods, Object owner, @Nullable Place place)
            throws ModuleException {
        Map<String, JavaFunction> functions = new LinkedHashMap<>();
        for (Map.Entry<FunctionDeclaration, Method> bound : methods.entrySet()) {
            FunctionDeclaration function = bound.getKey();
            try {
                functions.put(function.name(), new JavaFunction(module, function, bound.getValue(), owner));
            } catch (IllegalAccessException e) {
                Problem problem = Problem.of(
                        ProblemCode.METHOD,
                        "'" + function + "' cannot be called, its method is in a class that is not public");
                throw new ModuleException(List.of(problem.at(place).fix("declare the method in a public class")), e);
            }
        }
        return new FunctionTable(functions);
    }

    Map<String, RuntimeFunction> functions() {
        return Collections.unmodifiableMap(functions);
    }

    /** Lets go of the object, which someone who still holds a function must not hold with it. No call runs any more. */
    void release() {
        functions.values().forEach(JavaFunction::release);
    }
}
