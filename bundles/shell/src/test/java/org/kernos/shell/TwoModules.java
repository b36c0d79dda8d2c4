package org.kernos.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.KernelException;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;
import org.kernos.api.ModuleTraits;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.osgi.framework.Version;

/** The kernel alu, active, with a function that adds and one that fails, and a script greet that needs it and is not. */
final class TwoModules implements ModuleRegistry {

    private static final TypeSpec INT = new TypeSpec.Exact(ValueType.INT);
    private static final Signature SUM =
            new Signature(List.of(new Parameter("a", INT, false), new Parameter("b", INT, false)), INT);
    private static final ModuleTraits TRAITS = new ModuleTraits(
            List.of(new InterfaceDefinition(
                    "Sum", new Version(1, 2, 0), List.of(MethodSignature.parse("add(i64, i64) -> i64")))),
            Set.of(ModuleFlag.SCHEDULER, ModuleFlag.HOT_RELOAD),
            Optional.of(Set.of(ModuleCapability.FILESYSTEM)),
            new AbiVersion(1, 0));
    private static final Signature NOTHING = new Signature(List.of(), TypeSpec.ANY);

    private final List<KernelFunction> functions = new ArrayList<>(
            List.of(new Entry("add", SUM, TwoModules::sum), new Entry("fail", NOTHING, TwoModules::raise)));

    /** Adds a function to alu that answers with a bracket list of its arguments. */
    TwoModules echoing(String name, Signature signature) {
        functions.add(new Entry(name, signature, Value::bracket));
        return this;
    }

    @Override
    public long changes() {
        return functions.size();
    }

    @Override
    public List<ModuleInfo> modules() {
        return List.of(alu(), greet());
    }

    static ModuleInfo alu() {
        return new ModuleInfo(
                7,
                new ModuleDescriptor(
                        "alu",
                        new Version(1, 0, 0),
                        "kernel",
                        "cabi",
                        List.of(),
                        List.of(),
                        TRAITS,
                        Map.of("args", "values")),
                ModuleState.ACTIVE,
                2,
                "modules/alu",
                List.of(
                        new FunctionDeclaration("add", SUM, Optional.of(new Place("modules/alu/kernel.sxs", 3, 5))),
                        new FunctionDeclaration("fail", NOTHING, Optional.empty())),
                List.of(),
                Map.of("calls", "12"));
    }

    static ModuleInfo greet() {
        return new ModuleInfo(
                8,
                new ModuleDescriptor(
                        "greet",
                        new Version(0, 2, 0),
                        "script",
                        "micropython",
                        List.of(),
                        List.of(
                                new Dependency("alu", new VersionRequirement.Compatible(new Version(1, 0, 0)), false),
                                new Dependency("tts", new VersionRequirement.Any(), true)),
                        Map.of()),
                ModuleState.REGISTERED,
                1,
                "modules/greet",
                List.of(),
                List.of(Problem.of(ProblemCode.INIT_FAILED, "greet's first line was not run")),
                Map.of());
    }

    @Override
    public Optional<ModuleInfo> findModule(String name) {
        return modules().stream().filter(module -> module.name().equals(name)).findFirst();
    }

    @Override
    public List<KernelFunction> functions() {
        return List.copyOf(functions);
    }

    private static Value sum(Value[] values) {
        return new Value.Int(Arrays.stream(values)
                .mapToLong(value -> ((Value.Int) value).value())
                .sum());
    }

    private static Value raise(Value[] values) {
        throw new KernelException(Problem.of(ProblemCode.RAISED, "alu/fail: no luck (code 3)"));
    }

    @Override
    public Optional<KernelFunction> findFunction(String qualifiedName) {
        return functions().stream()
                .filter(function -> function.qualifiedName().equals(qualifiedName))
                .findFirst();
    }

    @Override
    public List<Problem> why(String name) {
        return findModule(name).isPresent() || findFunction(name).isPresent()
                ? List.of()
                : List.of(Problem.of(ProblemCode.MODULE_NOT_FOUND, "there is no '" + name + "'")
                        .suggest(List.of("alu")));
    }

    @Override
    public List<ModuleInfo> providers(ModuleInfo module) {
        return module.name().equals("greet") ? List.of(alu()) : List.of();
    }

    @Override
    public List<ModuleInfo> dependents(String module) {
        return module.equals("alu") ? List.of(greet()) : List.of();
    }

    @Override
    public List<String> loadOrder() {
        return List.of("alu", "greet");
    }

    @Override
    public List<String> stopOrder() {
        return List.of("greet", "alu");
    }

    @Override
    public <T> T bind(Class<T> type, String module) {
        throw new UnsupportedOperationException();
    }

    /** A function of alu. */
    private record Entry(String name, Signature signature, Function<Value[], Value> code) implements KernelFunction {

        @Override
        public String module() {
            return "alu";
        }

        @Override
        public Value call(Value... arguments) {
            return code.apply(arguments);
        }

        @Override
        public Value call(Evaluator scope, Value... arguments) {
            return call(arguments);
        }

        @Override
        public CompletionStage<Value> callAsync(Duration timeLimit, Value... arguments) {
            return CompletableFuture.supplyAsync(() -> call(arguments));
        }
    }
}
