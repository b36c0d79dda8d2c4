package org.kernos.runtime.micropython;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;
import org.osgi.framework.Version;

/**
 * A container without a framework: kernels are made in Java, or loaded from directories whose library is a text of lines
 * {@code function=number}.
 */
final class FakeContainer {

    /** What a kernel's function does. */
    interface Body {
        Value call(Evaluator scope, Value[] arguments);
    }

    private record Kernel(ModuleInfo info, Map<String, Body> functions) {}

    private final Map<String, Kernel> kernels = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicLong changes = new AtomicLong();
    private final List<LoadOptions> loads = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean locked;
    private volatile boolean needed;

    final ModuleRegistry registry = proxy(ModuleRegistry.class, this::registry);
    final ModuleContainer container = proxy(ModuleContainer.class, this::container);

    @FunctionalInterface
    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> answer.to(method, arguments);
                }));
    }

    /** Adds a function to a kernel, or replaces it. */
    FakeContainer function(String qualifiedName, Body body) {
        String[] names = qualifiedName.split("/");
        Kernel kernel =
                kernels.computeIfAbsent(names[0], name -> new Kernel(info(name, "modules/" + name), new TreeMap<>()));
        kernel.functions().put(names[1], body);
        changes.incrementAndGet();
        return this;
    }

    FakeContainer function(String qualifiedName, Function<Value[], Value> body) {
        return function(qualifiedName, (scope, arguments) -> body.apply(arguments));
    }

    void remove(String kernel) {
        kernels.remove(kernel);
        changes.incrementAndGet();
    }

    void lock() {
        locked = true;
    }

    /** From now on another module depends on each kernel. */
    void needAll() {
        needed = true;
    }

    List<LoadOptions> loads() {
        return loads;
    }

    boolean has(String kernel) {
        return kernels.containsKey(kernel);
    }

    /** As the framework does. */
    void uninstall(long bundle) {
        if (kernels.values().removeIf(kernel -> kernel.info().bundleId() == bundle)) {
            changes.incrementAndGet();
        }
    }

    /** Evaluates as the container does: calls of functions, and anything else is itself. */
    Value eval(Value expression) {
        if (expression instanceof Value.Some some) {
            return some.wrapped();
        } else if (expression instanceof Value.ListValue list
                && !list.elements().isEmpty()
                && list.elements().get(0) instanceof Value.Symbol head) {
            return find(head.name())
                    .orElseThrow(() -> new KernelException(
                            Problem.of(ProblemCode.EVALUATION, "Unknown callable symbol: " + head.name())))
                    .call(list.elements().stream().skip(1).map(this::eval).toArray(Value[]::new));
        }
        return expression;
    }

    private ModuleInfo info(String name, String from) {
        ModuleDescriptor descriptor =
                new ModuleDescriptor(name, Version.emptyVersion, "kernel", "cabi", List.of(), List.of(), Map.of());
        return new ModuleInfo(
                changes.incrementAndGet(), descriptor, ModuleState.ACTIVE, 1, from, List.of(), List.of(), Map.of());
    }

    private Object registry(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "functions" -> functions();
            case "findFunction" -> find((String) arguments[0]);
            case "changes" -> changes.get();
            case "findModule" ->
                Optional.ofNullable(kernels.get((String) arguments[0])).map(Kernel::info);
            case "dependents" -> needed ? List.of(info("other", "modules/other")) : List.of();
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private Object container(Method method, Object[] arguments) throws IOException {
        return switch (method.getName()) {
            case "registry" -> registry;
            case "load" -> load(Path.of((String) arguments[0]), (LoadOptions) arguments[1]);
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private Outcome load(Path directory, LoadOptions options) throws IOException {
        String name = directory.getFileName().toString();
        if (locked) {
            return new Outcome.Refused(
                    List.of(Problem.of(ProblemCode.LOCKED, "module '" + name + "' was not loaded: loading is locked")));
        }
        Map<String, Body> functions = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".o")).toList()) {
                if (!Files.readString(directory.resolve("kernel.sxs")).contains("\"" + file.getFileName() + "\"")) {
                    throw new UncheckedIOException(new IOException("kernel.sxs names another library"));
                }
                for (String line : Files.readAllLines(file)) {
                    Value number = new Value.Int(Long.parseLong(line.split("=")[1]));
                    functions.put(line.split("=")[0], (scope, given) -> number);
                }
            }
        }
        kernels.put(name, new Kernel(info(name, directory.toString()), functions));
        changes.incrementAndGet();
        // When it can be called.
        loads.add(options);
        return new Outcome.Done(List.of(kernels.get(name).info()), List.of());
    }

    private List<KernelFunction> functions() {
        List<KernelFunction> all = new ArrayList<>();
        kernels.forEach(
                (module, kernel) -> kernel.functions().forEach((name, body) -> all.add(function(module, name, body))));
        return all;
    }

    private Optional<KernelFunction> find(String qualifiedName) {
        return functions().stream()
                .filter(function -> function.qualifiedName().equals(qualifiedName))
                .findFirst();
    }

    private KernelFunction function(String module, String name, Body body) {
        return proxy(KernelFunction.class, (method, arguments) -> switch (method.getName()) {
            case "module" -> module;
            case "name" -> name;
            case "qualifiedName" -> module + "/" + name;
            case "signature" -> Signature.UNDECLARED;
            case "call" ->
                arguments.length == 1
                        ? body.call(this::eval, (Value[]) arguments[0])
                        : body.call((Evaluator) arguments[0], (Value[]) arguments[1]);
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }
}
