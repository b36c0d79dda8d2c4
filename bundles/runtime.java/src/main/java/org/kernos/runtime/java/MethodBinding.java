package org.kernos.runtime.java;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.spi.JavaType;
import org.kernos.spi.MethodNames;
import org.kernos.spi.NearNames;

/**
 * Finds for each declared function the one public method that stands for it, by {@link MethodNames} and {@link JavaType}. A
 * method may take an {@link Evaluator} before the declared arguments.
 */
final class MethodBinding {

    private final Class<?> type;
    private final ClassKind kind;
    private final List<Method> methods;
    private final List<Problem> problems = new ArrayList<>();

    private MethodBinding(Class<?> type, ClassKind kind) {
        this.type = type;
        this.kind = kind;
        List<Method> all = Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !kind.isReserved(method, type))
                .toList();
        Set<String> written = all.stream()
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toSet());
        // The compiler adds methods of its own: beside one that narrows its result, and in the place of one that is
        // inherited
        // from a class that is not public. Only the second kind is what its author means.
        this.methods = all.stream()
                .filter(method -> !method.isSynthetic() || !written.contains(method.getName()))
                .toList();
    }

    /**
     * The method of each function, in the order of the declarations; of a module only those that it has.
     *
     * @param others problems that were found before
     * @throws ModuleException with these and every function that has several methods, one of other types, or, in a kernel, none
     */
    static Map<FunctionDeclaration, Method> bind(
            Class<?> type, ClassKind kind, List<FunctionDeclaration> functions, List<Problem> others)
            throws ModuleException {
        Map<FunctionDeclaration, Method> bound = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>(others);
        try {
            MethodBinding binding = new MethodBinding(type, kind);
            for (FunctionDeclaration function : functions) {
                binding.find(function, bound);
            }
            problems.addAll(binding.problems);
        } catch (LinkageError e) {
            problems.add(Problem.of(
                            ProblemCode.LIBRARY_UNRESOLVED,
                            "the methods of '" + type.getName() + "' cannot be listed: " + e)
                    .fix("put the jar with what is missing into the module directory and into the Class-Path of the "
                            + kind.noun() + "'s jar"));
        }
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
        return bound;
    }

    private void find(FunctionDeclaration function, Map<FunctionDeclaration, Method> bound) {
        List<Method> candidates = candidates(function.name());
        if (candidates.isEmpty()) {
            lacks(function);
        } else if (candidates.size() > 1) {
            String all = candidates.stream().map(MethodBinding::show).sorted().collect(Collectors.joining(", "));
            add(function, "it has several methods of one name: " + all, List.of());
        } else {
            List<String> differences = differences(candidates.get(0), function.signature());
            if (!differences.isEmpty()) {
                add(
                        function,
                        "its method '" + show(candidates.get(0)) + "' " + String.join("; ", differences),
                        List.of());
            }
            bound.put(function, candidates.get(0));
        }
    }

    private void lacks(FunctionDeclaration function) {
        if (kind == ClassKind.KERNEL) {
            String expected = MethodNames.methodFor(function.name());
            add(
                    function,
                    "it has no public method '" + expected + "'",
                    NearNames.of(expected, methods.stream().map(Method::getName).toList()));
        }
    }

    /** The methods whose name stands for the function most directly. */
    private List<Method> candidates(String function) {
        TreeMap<Integer, List<Method>> byRank = methods.stream()
                .filter(method -> MethodNames.functionsFor(method.getName()).contains(function))
                .collect(Collectors.groupingBy(
                        method -> MethodNames.functionsFor(method.getName()).indexOf(function),
                        TreeMap::new,
                        Collectors.toList()));
        return byRank.values().stream().findFirst().orElse(List.of());
    }

    private void add(FunctionDeclaration function, String what, List<String> suggestions) {
        String message = "function '" + function + "' does not fit class '" + type.getName() + "': " + what;
        problems.add(Problem.of(ProblemCode.METHOD, message)
                .at(function.place().orElse(null))
                .suggest(suggestions)
                .fix("declare and write the function alike; " + kind.page() + " has the types that go together"));
    }

    /** As its author wrote it. */
    private static String show(Method method) {
        String parameters = Stream.of(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        String shown = method.isVarArgs() ? parameters.replaceFirst("\\[\\]\\)$", "...)") : parameters;
        return method.getReturnType().getSimpleName() + " " + method.getName() + shown;
    }

    static boolean takesEvaluator(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == Evaluator.class;
    }

    private static List<String> differences(Method method, Signature signature) {
        List<Class<?>> types = List.of(method.getParameterTypes());
        types = takesEvaluator(method) ? types.subList(1, types.size()) : types;
        int expected = signature.parameters().size();
        List<String> differences = new ArrayList<>();
        if (types.size() != expected) {
            differences.add("takes " + types.size() + " arguments, the function " + expected);
        } else if (method.isVarArgs() != signature.isVariadic()) {
            differences.add(
                    method.isVarArgs() ? "is variadic, the function is not" : "is not variadic, the function is");
        } else {
            for (int i = 0; i < expected; i++) {
                boolean tail = method.isVarArgs() && i == expected - 1;
                Class<?> type = tail ? types.get(i).getComponentType() : types.get(i);
                Parameter parameter = signature.parameters().get(i);
                if (!JavaType.of(type).takes(parameter.type())) {
                    differences.add("cannot take '" + parameter + "' as " + type.getSimpleName());
                }
            }
        }
        if (!JavaType.of(method.getReturnType()).gives(signature.returns())) {
            differences.add("cannot give " + signature.returns().keyword() + " as "
                    + method.getReturnType().getSimpleName());
        }
        return differences;
    }
}
