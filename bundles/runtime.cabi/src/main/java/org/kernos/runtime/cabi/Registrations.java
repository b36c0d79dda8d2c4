package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;

/** The functions a kernel registered, and how they agree with what its descriptor declares (native C-7). */
final class Registrations implements Registrar {

    private final ModuleContext module;
    private final String name;

    /** Guarded by {@code this}: an init function may register from threads of its own. */
    private final Map<String, Registration> byName = new LinkedHashMap<>();

    /**
     * @param function its address
     * @param returnType as registered, which need not be a type's number
     */
    record Registration(String name, long function, int returnType, boolean variadic) {}

    Registrations(ModuleContext module) {
        this.module = module;
        this.name = module.descriptor().name();
    }

    @Override
    public void register(boolean isOpen, @Nullable String function, long address, int returnType, boolean variadic) {
        Optional<Problem> refused = refusal(isOpen, function, address);
        if (function == null || refused.isPresent()) {
            refused.ifPresent(module::warn);
            return;
        }
        Registration previous;
        synchronized (this) {
            previous = byName.put(function, new Registration(function, address, returnType, variadic));
        }
        if (previous != null) {
            module.warn(Problem.of(
                            ProblemCode.DUPLICATE,
                            "kernel_init registers '" + name + "/" + function + "' twice; the later function is called")
                    .fix("register each name once"));
        }
    }

    /** A registration that cannot be used is left out; if it was declared, the load ends with {@link #missing}. */
    private Optional<Problem> refusal(boolean isOpen, @Nullable String function, long address) {
        if (function == null) {
            return refusal(ProblemCode.NAME, "a function whose name is NULL", "pass the function's name");
        } else if (!ModuleDescriptor.isFunctionName(function)) {
            return refusal(
                    ProblemCode.NAME,
                    "a function under the name '" + function + "', which is no function name",
                    "use 1 to 128 characters without white space, '/', brackets, quotes and prefixes");
        } else if (address == 0) {
            return refusal(
                    ProblemCode.NOT_REGISTERED,
                    "'" + name + "/" + function + "' with NULL for its function",
                    "pass the function's address");
        } else if (!isOpen) {
            return refusal(
                    ProblemCode.NOT_REGISTERED,
                    "'" + name + "/" + function + "' with a registry that no running kernel_init was given",
                    "register in kernel_init only, with the registry passed to it");
        }
        return Optional.empty();
    }

    private static Optional<Problem> refusal(ProblemCode code, String what, String fix) {
        return Optional.of(Problem.of(code, "the kernel registers " + what + "; it cannot be called")
                .fix(fix));
    }

    synchronized Collection<Registration> all() {
        return List.copyOf(byName.values());
    }

    /** One problem that names every function that is declared and was not registered, or empty. */
    synchronized Optional<Problem> missing() {
        List<FunctionDeclaration> missing = module.descriptor().functions().stream()
                .filter(f -> !byName.containsKey(f.name()))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String names =
                missing.stream().map(f -> "'" + name + "/" + f.name() + "'").collect(Collectors.joining(", "));
        List<String> undeclared = undeclared();
        return Optional.of(Problem.of(
                        ProblemCode.NOT_REGISTERED,
                        "the descriptor declares " + names + ", which kernel_init did not register")
                .at(missing.get(0).place().orElse(Place.of(module.files().location())))
                .suggest(undeclared)
                .fix("register each declared function in kernel_init, or remove its declaration"));
    }

    /** What the author should know although the kernel can be used. */
    synchronized List<Problem> disagreements() {
        List<Problem> problems = new ArrayList<>();
        boolean isAllowed = DescriptorKeys.ALLOWED.equals(module.settings().get(DescriptorKeys.UNDECLARED));
        for (String function : isAllowed ? List.<String>of() : undeclared()) {
            problems.add(Problem.of(
                            ProblemCode.NOT_DECLARED,
                            "kernel_init registers '" + name + "/" + function
                                    + "', which the descriptor does not declare: its arguments are not checked")
                    .at(Place.of(module.files().location()))
                    .fix("declare it in the descriptor, a Helix module as a method of an interface it provides"));
        }
        for (FunctionDeclaration declared : module.descriptor().functions()) {
            Registration registered = byName.get(declared.name());
            if (registered != null) {
                compare(declared, registered).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private List<String> undeclared() {
        List<String> declared = module.descriptor().functions().stream()
                .map(FunctionDeclaration::name)
                .toList();
        return byName.keySet().stream().filter(f -> !declared.contains(f)).toList();
    }

    private Optional<Problem> compare(FunctionDeclaration declared, Registration registered) {
        TypeSpec returns = declared.signature().returns();
        boolean sameType =
                !(returns instanceof TypeSpec.Exact exact) || exact.type().code() == registered.returnType();
        boolean sameTail = declared.signature().isVariadic() == registered.variadic();
        if (sameType && sameTail) {
            return Optional.empty();
        }
        String found = sameType ? "" : " returning " + describe(registered.returnType());
        String tail = sameTail ? "" : registered.variadic() ? " as variadic" : " as not variadic";
        return Optional.of(Problem.of(
                        ProblemCode.NOT_DECLARED,
                        "kernel_init registers '" + name + "/" + declared.name() + "'" + found + tail
                                + ", but it is declared as '" + declared + "'; the declaration is enforced")
                .at(declared.place().orElse(null))
                .fix("make the declaration and the registration agree"));
    }

    private static String describe(int returnType) {
        return ValueType.findByCode(returnType).map(ValueType::keyword).orElse("the unknown type " + returnType);
    }
}
