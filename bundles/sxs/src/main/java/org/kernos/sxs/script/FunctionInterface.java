package org.kernos.sxs.script;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** An interface of Java whose methods are lambdas and functions. Their failures are a {@code ProgramException}. */
final class FunctionInterface implements InvocationHandler {

    private static final Object[] NOTHING = {};

    private final Class<?> type;
    private final ScriptRun run;

    private FunctionInterface(Class<?> type, ScriptRun run) {
        this.type = type;
        this.run = run;
    }

    /**
     * @return null when nothing that can be called has the name of one of its methods
     * @throws IllegalArgumentException when the class is no interface
     */
    static <T> @Nullable T of(@Nullable Class<T> type, ScriptRun run) {
        if (type == null || !type.isInterface()) {
            throw new IllegalArgumentException((type == null ? "null" : type.getName()) + " is no interface");
        }
        FunctionInterface functions = new FunctionInterface(type, run);
        boolean complete = Stream.of(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isOfObject(method))
                .allMatch(method -> functions.find(method) != null);
        return complete
                ? type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, functions))
                : null;
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** What is named like the method; else with each capital letter as an underscore and its small letter. */
    private Value.@Nullable Aberrant find(Method method) {
        Value.Aberrant exact = run.findCallable(method.getName());
        return exact != null
                ? exact
                : run.findCallable(method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NOTHING : given;
        if (isOfObject(method)) {
            return ofObject(proxy, method, arguments);
        }
        Value.Aberrant callable = find(method);
        if (callable != null) {
            return JavaResult.of(method, run.call(callable, arguments), run.objects());
        } else if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        throw new IllegalStateException("'" + method.getName() + "' can no longer be called in the bindings");
    }

    @SuppressWarnings("ReferenceEquality") // That is how objects without a content are equal.
    private Object ofObject(Object proxy, Method method, @Nullable Object... arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of a script";
        };
    }
}
