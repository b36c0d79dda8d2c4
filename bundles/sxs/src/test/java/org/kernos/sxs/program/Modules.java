package org.kernos.sxs.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.kernos.api.BootReport;
import org.kernos.api.Dependency;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.LoadOptions;
import org.kernos.api.Message;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;
import org.kernos.api.VersionRequirement;
import org.kernos.api.source.RequestedModule;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.run.LoadedModules;
import org.osgi.framework.Version;

/**
 * A container whose modules are lambdas of Java: what programs see of the real one, in process and without a framework. The modules alu,
 * text and calls can be loaded from the start; a test may add others.
 */
public final class Modules implements ModuleContainer, ModuleRegistry {

    public static final TypeSpec INT = new TypeSpec.Exact(ValueType.INT);
    public static final TypeSpec REAL = new TypeSpec.Exact(ValueType.REAL);
    public static final TypeSpec STR = new TypeSpec.Exact(ValueType.STRING);

    /** What a function of a module does, with the program's scope. */
    public interface Body {
        Value call(Evaluator scope, Value... arguments);
    }

    private final Map<String, Map<String, Function>> available = new TreeMap<>();
    private final Map<String, List<Dependency>> dependencies = new TreeMap<>();
    private final List<String> loaded = Collections.synchronizedList(new ArrayList<>());
    final List<String> unloaded = Collections.synchronizedList(new ArrayList<>());
    final List<LoadOptions> options = Collections.synchronizedList(new ArrayList<>());
    private volatile long changes;

    public Modules() {
        add("alu", "add", INT, (scope, a) -> number(integer(a[0]) + integer(a[1])), INT, INT);
        add("alu", "sub", INT, (scope, a) -> number(integer(a[0]) - integer(a[1])), INT, INT);
        add("alu", "mul", INT, (scope, a) -> number(integer(a[0]) * integer(a[1])), INT, INT);
        add("alu", "div", INT, (scope, a) -> quotient(a), INT, INT);
        add("alu", "lt", INT, (scope, a) -> number(integer(a[0]) < integer(a[1]) ? 1 : 0), INT, INT);
        add("alu", "add_r", REAL, (scope, a) -> new Value.Real(real(a[0]) + real(a[1])), REAL, REAL);
        add("text", "join", STR, (scope, a) -> new Value.Str(text(a[0]) + text(a[1])), STR, STR);
        add("calls", "eval", TypeSpec.ANY, (scope, a) -> scope.eval(a[0]), TypeSpec.ANY);
        add("calls", "call", TypeSpec.ANY, (scope, a) -> scope.eval(Value.paren(a)), TypeSpec.ANY, TypeSpec.ANY);
        add("calls", "elsewhere", TypeSpec.ANY, Modules::elsewhere, TypeSpec.ANY);
    }

    public Modules add(String module, String name, TypeSpec returns, Body body, TypeSpec... parameters) {
        List<Parameter> declared = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            declared.add(new Parameter("abcdef".substring(i, i + 1), parameters[i], false));
        }
        available
                .computeIfAbsent(module, any -> new LinkedHashMap<>())
                .put(name, new Function(module, name, new Signature(declared, returns), body));
        changes++;
        return this;
    }

    /** Loads one module with another. */
    Modules depend(String module, String provider) {
        dependencies.put(module, List.of(new Dependency(provider, new VersionRequirement.Any(), false)));
        return this;
    }

    /** Lets the last parameter of a function take any number of arguments. */
    Modules variadic(String module, String name) {
        available.get(module).computeIfPresent(name, (any, function) -> {
            List<Parameter> parameters = new ArrayList<>(function.signature().parameters());
            Parameter last = parameters.remove(parameters.size() - 1);
            parameters.add(new Parameter(last.name(), last.type(), true));
            return new Function(
                    module, name, new Signature(parameters, function.signature().returns()), function.body);
        });
        return this;
    }

    /** Calls end as those of a module that was stopped, and the module may be loaded again. */
    void stop(String module) {
        available.getOrDefault(module, Map.of()).values().forEach(function -> function.stopped = true);
        loaded.remove(module);
        changes++;
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    private static long integer(Value value) {
        return ((Value.Int) value).value();
    }

    private static double real(Value value) {
        return ((Value.Real) value).value();
    }

    private static String text(Value value) {
        return ((Value.Str) value).text();
    }

    private static Value quotient(Value... a) {
        if (integer(a[1]) == 0) {
            throw KernelException.raised(1, "division by zero").raisedIn("alu/div");
        }
        return number(integer(a[0]) / integer(a[1]));
    }

    /** Evaluates on a thread of its own. */
    private static Value elsewhere(Evaluator scope, Value... arguments) {
        List<Value> result = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(() -> result.add(scope.eval(arguments[0])));
        thread.setUncaughtExceptionHandler((any, failure) -> failures.add(failure));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (!failures.isEmpty() && failures.get(0) instanceof RuntimeException failure) {
            throw failure;
        }
        return result.isEmpty() ? Value.NONE : result.get(0);
    }

    /** A function with the checks that a container makes. */
    private static final class Function implements KernelFunction {
        private final String module;
        private final String name;
        private final Signature signature;
        private final Body body;
        private volatile boolean stopped;

        Function(String module, String name, Signature signature, Body body) {
            this.module = module;
            this.name = name;
            this.signature = signature;
            this.body = body;
        }

        @Override
        public String module() {
            return module;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Signature signature() {
            return signature;
        }

        @Override
        public Value call(Value... arguments) {
            return call(value -> value, arguments);
        }

        @Override
        public Value call(Evaluator scope, Value... arguments) {
            if (stopped) {
                throw new KernelException(Problem.of(ProblemCode.NOT_ACTIVE, "module '" + module + "' was stopped"));
            } else if (arguments.length < signature.requiredCount()
                    || (arguments.length > signature.requiredCount() && !signature.isVariadic())) {
                throw new KernelException(Problem.of(
                        ProblemCode.ARGUMENT_COUNT,
                        qualifiedName() + ": " + arguments.length + " arguments, expected "
                                + signature.requiredCount()));
            }
            for (int i = 0; i < arguments.length; i++) {
                TypeSpec type = signature.parameterAt(i).type();
                if (!type.accepts(arguments[i])) {
                    throw new KernelException(Problem.of(
                            ProblemCode.ARGUMENT_TYPE,
                            qualifiedName() + ": argument " + (i + 1) + " is " + arguments[i] + ", expected "
                                    + type.keyword()));
                }
            }
            Value result = body.call(scope, arguments);
            if (!signature.returns().accepts(result)) {
                throw new KernelException(
                        Problem.of(ProblemCode.RETURN_TYPE, qualifiedName() + ": returned " + result));
            }
            return result;
        }

        @Override
        public CompletionStage<Value> callAsync(Duration timeLimit, Value... arguments) {
            throw new UnsupportedOperationException("programs do not call so");
        }
    }

    private ModuleInfo info(String module) {
        return new ModuleInfo(1, descriptor(module), ModuleState.ACTIVE, 1, module, List.of(), List.of(), Map.of());
    }

    private ModuleDescriptor descriptor(String module) {
        List<FunctionDeclaration> functions = available.getOrDefault(module, Map.of()).values().stream()
                .map(function -> new FunctionDeclaration(function.name(), function.signature(), Optional.empty()))
                .toList();
        List<Dependency> needed = dependencies.getOrDefault(module, List.of());
        return new ModuleDescriptor(module, Version.emptyVersion, "kernel", "test", functions, needed, Map.of());
    }

    @Override
    public Outcome load(String name, LoadOptions given) {
        options.add(given);
        String module = moduleOf(name);
        if (!available.containsKey(module)) {
            return new Outcome.Refused(List.of(missing(name)));
        } else if (loaded.contains(module)) {
            return new Outcome.Unchanged(info(module));
        }
        List<ModuleInfo> fresh = new ArrayList<>();
        for (Dependency provider : descriptor(module).dependencies()) {
            if (!loaded.contains(provider.module())) {
                loaded.add(provider.module());
                fresh.add(info(provider.module()));
            }
        }
        loaded.add(module);
        fresh.add(info(module));
        changes++;
        return new Outcome.Done(fresh, List.of());
    }

    /** Names with a hint stand for what a resolver has found, if there is such a module. */
    private String moduleOf(String name) {
        return RequestedModule.find(name)
                .filter(request -> request.hint().isPresent() && available.containsKey(request.name()))
                .map(RequestedModule::name)
                .orElseGet(() -> LoadedModules.calledAs(name));
    }

    private static Problem missing(String name) {
        return Problem.of(ProblemCode.MODULE_NOT_FOUND, "module '" + name + "' was not found, tried: modules/" + name);
    }

    @Override
    public Outcome loadFromMemory(String name, byte[] content) {
        throw new UnsupportedOperationException("no program loads from memory");
    }

    @Override
    public ModuleDescriptor describe(String name, LoadOptions given) throws ModuleException {
        String module = moduleOf(name);
        if (!available.containsKey(module)) {
            throw new ModuleException(missing(name));
        }
        return descriptor(module);
    }

    @Override
    public Outcome uninstall(String module, boolean force) {
        loaded.remove(module);
        unloaded.add(module);
        changes++;
        return new Outcome.Done(List.of(info(module)), List.of());
    }

    @Override
    public ModuleRegistry registry() {
        return this;
    }

    @Override
    public long changes() {
        return changes;
    }

    @Override
    public Optional<KernelFunction> findFunction(String qualifiedName) {
        int slash = qualifiedName.lastIndexOf('/');
        String module = qualifiedName.substring(0, slash);
        return loaded.contains(module)
                ? Optional.ofNullable(available.getOrDefault(module, Map.of()).get(qualifiedName.substring(slash + 1)))
                : Optional.empty();
    }

    @Override
    public List<KernelFunction> functions() {
        return loaded.stream()
                .flatMap(module -> available.getOrDefault(module, Map.of()).values().stream())
                .map(KernelFunction.class::cast)
                .toList();
    }

    @Override
    public List<ModuleInfo> modules() {
        return loaded.stream().map(this::info).toList();
    }

    @Override
    public Optional<ModuleInfo> findModule(String name) {
        return loaded.contains(name) ? Optional.of(info(name)) : Optional.empty();
    }

    @Override
    public List<Problem> why(String name) {
        throw new UnsupportedOperationException("programs do not ask why");
    }

    @Override
    public List<ModuleInfo> providers(ModuleInfo module) {
        throw new UnsupportedOperationException("programs draw no graphs");
    }

    @Override
    public List<ModuleInfo> dependents(String module) {
        throw new UnsupportedOperationException("programs draw no graphs");
    }

    @Override
    public List<String> loadOrder() {
        throw new UnsupportedOperationException("programs order nothing");
    }

    @Override
    public SwapReport swap(String module, Path directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SwapReport swap(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SwapReport rollback(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RevisionRecord> history(String module) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome pause(String module) {
        throw new UnsupportedOperationException("programs pause nothing");
    }

    @Override
    public Outcome resume(String module) {
        throw new UnsupportedOperationException("programs pause nothing");
    }

    @Override
    public Optional<Message> send(String module, Message message, Duration limit) {
        throw new UnsupportedOperationException("programs send by means of kernos/send");
    }

    @Override
    public List<String> stopOrder() {
        throw new UnsupportedOperationException("programs stop nothing");
    }

    @Override
    public <T> T bind(Class<T> type, String module) {
        throw new UnsupportedOperationException("programs bind nothing");
    }

    @Override
    public Outcome install(Path directory, LoadOptions given) {
        throw new UnsupportedOperationException("programs install nothing");
    }

    @Override
    public BootReport loadAll(List<Path> directories) {
        throw new UnsupportedOperationException("programs boot nothing");
    }

    @Override
    public Outcome start(String module) {
        throw new UnsupportedOperationException("programs start nothing");
    }

    @Override
    public Outcome stop(String module, boolean force) {
        throw new UnsupportedOperationException("programs stop nothing");
    }

    @Override
    public boolean isLoadAllowed() {
        return true;
    }

    @Override
    public void lock() {
        throw new UnsupportedOperationException("programs lock themselves only");
    }
}
