package org.kernos.container.call;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * On whose behalf a thread evaluates: the module whose code asked for it, and which enforced capabilities somebody on the way here
 * lacks. Only evaluations of modules that declare their capabilities leave this on their thread; everybody else calls as ever (ADR 18).
 *
 * @param module the innermost one
 * @param lacking each missing capability, with the innermost module that lacks it
 */
public record Caller(String module, Map<ModuleCapability, String> lacking) {

    /** What is enforced at calls; the others are shown only. */
    private static final Set<ModuleCapability> ENFORCED =
            EnumSet.of(ModuleCapability.FILESYSTEM, ModuleCapability.NETWORKING);

    private static final ThreadLocal<@Nullable Caller> CURRENT = new ThreadLocal<>();

    /** A module as a caller, whatever it declares. */
    public static Caller of(ModuleDescriptor module) {
        Map<ModuleCapability, String> lacking = new EnumMap<>(ModuleCapability.class);
        if (module.traits().capabilities().isPresent()) {
            ENFORCED.stream()
                    .filter(capability -> !module.traits().has(capability))
                    .forEach(capability -> lacking.put(capability, module.name()));
        }
        return new Caller(module.name(), lacking);
    }

    /** The capabilities of a module that its callers have to have as well. */
    public static Set<ModuleCapability> enforcedOf(ModuleDescriptor module) {
        Set<ModuleCapability> enforced = EnumSet.copyOf(ENFORCED);
        enforced.removeIf(capability -> !module.traits().has(capability));
        return enforced;
    }

    /** On whose behalf this thread evaluates; empty outside of evaluations by modules that declare their capabilities. */
    public static Optional<Caller> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * @param what is to be called: {@code fs/read}
     * @throws KernelException when somebody on the way here lacks one of these
     */
    public static void require(Set<ModuleCapability> capabilities, String what) {
        Caller caller = CURRENT.get();
        if (caller == null) {
            return;
        }
        for (ModuleCapability capability : capabilities) {
            String module = caller.lacking.get(capability);
            if (module != null) {
                throw new KernelException(missing(module, capability, what));
            }
        }
    }

    private static Problem missing(String module, ModuleCapability capability, String what) {
        return Problem.of(
                        ProblemCode.CAPABILITY_MISSING,
                        "module '" + module + "' lacks capability '" + capability + "', which " + what
                                + " has; it was not run")
                .fix("add \"" + capability + "\" to the capabilities of '" + module + "', if it is to have it");
    }

    /** Does something else on behalf of this module, within what the thread does already. */
    public <T> T call(Callable<T> action) throws Exception {
        Caller outer = CURRENT.get();
        CURRENT.set(within(outer));
        try {
            return action.call();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** {@link #call} of what throws nothing that has to be declared. */
    public <T> T get(Supplier<T> action) {
        Caller outer = CURRENT.get();
        CURRENT.set(within(outer));
        try {
            return action.get();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** This one, as it is called by another: what that one lacks this one cannot give. */
    private Caller within(@Nullable Caller outer) {
        if (outer == null || lacking.keySet().containsAll(outer.lacking.keySet())) {
            return this;
        }
        Map<ModuleCapability, String> both = new EnumMap<>(ModuleCapability.class);
        both.putAll(outer.lacking);
        both.putAll(lacking);
        return new Caller(module, both);
    }

    /** Evaluates in a scope on behalf of this module. */
    public Evaluator in(Evaluator scope) {
        return expression -> get(() -> scope.eval(expression));
    }
}
