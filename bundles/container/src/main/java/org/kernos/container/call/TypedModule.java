package org.kernos.container.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.MethodNames;

/** Stands behind an interface that is bound to a module: each abstract method calls the function of its name. */
public final class TypedModule implements InvocationHandler {

    private static final Object[] NO_ARGUMENTS = {};

    private final Class<?> type;
    private final String module;
    private final Map<Method, TypedMethod> methods;

    private TypedModule(Class<?> type, String module, Map<Method, TypedMethod> methods) {
        this.type = type;
        this.module = module;
        this.methods = methods;
    }

    /**
     * Checks every abstract method against the module's functions and makes an object of the interface.
     *
     * @throws KernelException naming every method that does not fit
     */
    public static <T> T bind(Class<T> type, String module, Function<String, Optional<KernelFunction>> functions) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type + " is no interface");
        }
        Map<Method, TypedMethod> methods = new HashMap<>();
        List<String> differences = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isAbstract(method.getModifiers()) || isOfObject(method)) {
                continue;
            }
            Optional<KernelFunction> function = findFunction(module, method, functions);
            if (function.isEmpty()) {
                differences.add(method.getName() + ": module '" + module + "' has no function of this name");
            } else {
                differences.addAll(TypedMethod.differences(method, function.get()));
                methods.put(method, new TypedMethod(method, function.get(), functions));
            }
        }
        if (!differences.isEmpty()) {
            throw new KernelException(doesNotFit(type, module, differences));
        }
        return type.cast(make(type, module, methods));
    }

    private static Object make(Class<?> type, String module, Map<Method, TypedMethod> methods) {
        // By name and type: two interfaces above this one may declare the same method.
        Map<String, BoundClass.Body> bodies = new LinkedHashMap<>();
        methods.forEach((method, bound) -> {
            MethodHandle handle = bound.handle(method);
            bodies.put(method.getName() + handle.type(), new BoundClass.Body(method.getName(), handle));
        });
        MethodHandle text = MethodHandles.constant(String.class, describe(type, module));
        bodies.put("toString", new BoundClass.Body("toString", text));
        try {
            return BoundClass.make(type, List.copyOf(bodies.values()));
        } catch (IllegalAccessException e) {
            // An interface in a module of the JDK's kind that is not open to us: slower, but the same.
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, new TypedModule(type, module, methods));
        }
    }

    private static String describe(Class<?> type, String module) {
        return type.getSimpleName() + " bound to module " + module;
    }

    private static Problem doesNotFit(Class<?> type, String module, List<String> differences) {
        String all = differences.stream().sorted().limit(10).collect(Collectors.joining("; "));
        return Problem.of(
                        ProblemCode.BINDING,
                        "interface " + type.getName() + " does not fit module '" + module + "': " + all)
                .fix("correct the interface; kernel:functions " + module + " shows the signatures");
    }

    private static Optional<KernelFunction> findFunction(
            String module, Method method, Function<String, Optional<KernelFunction>> functions) {
        return MethodNames.functionsFor(method.getName()).stream()
                .map(name -> functions.apply(module + "/" + name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        TypedMethod bound = methods.get(method);
        if (bound != null) {
            return bound.call(arguments);
        } else if (method.isDefault()) {
            return defaultMethod(method)
                    .bindTo(proxy)
                    .invokeWithArguments(arguments == null ? NO_ARGUMENTS : arguments);
        }
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> describe(type, module);
        };
    }

    /** Also for an interface that is not public, which {@link InvocationHandler#invokeDefault} refuses. */
    private static MethodHandle defaultMethod(Method method) throws IllegalAccessException {
        Class<?> declaring = method.getDeclaringClass();
        return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup()).unreflectSpecial(method, declaring);
    }
}
