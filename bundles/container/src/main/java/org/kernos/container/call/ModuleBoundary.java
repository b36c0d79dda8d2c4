package org.kernos.container.call;

import java.util.Optional;
import java.util.Set;
import org.kernos.api.Evaluator;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.value.Value;
import org.kernos.spi.NumberCall;
import org.kernos.spi.NumberShape;
import org.kernos.spi.RuntimeFunction;

/**
 * What stands around a module's functions for the sake of capabilities, decided once when the module is opened: of a module that
 * declares none and has none, nothing (ADR 18).
 *
 * @param own the module as a caller
 * @param guarded what its callers must have
 */
public record ModuleBoundary(
        String module,
        boolean isDeclared,
        Caller own,
        Set<ModuleCapability> guarded,
        Evaluator outside,
        Evaluator ownOutside) {

    /**
     * @param outside evaluates for calls that come from no program
     */
    public static ModuleBoundary of(ModuleDescriptor module, Evaluator outside) {
        Caller own = Caller.of(module);
        return new ModuleBoundary(
                module.name(),
                module.traits().capabilities().isPresent(),
                own,
                Caller.enforcedOf(module),
                outside,
                own.in(outside));
    }

    /** A function of the module with what has to stand around it. */
    public RuntimeFunction around(String name, RuntimeFunction function) {
        RuntimeFunction inner = isDeclared ? new Attributed(function, this) : function;
        return guarded.isEmpty() ? inner : new Guarded(inner, guarded, module + "/" + name);
    }

    /** Whoever is calling may lack what this module has. */
    public void check(String what) {
        Caller.require(guarded, what);
    }

    /** What its functions are given for a call that comes from no program. */
    public Evaluator usualScope() {
        return isDeclared ? ownOutside : outside;
    }

    private Evaluator scope(Evaluator given) {
        return given == outside ? ownOutside : own.in(given);
    }

    /** Whatever it evaluates, it evaluates as its module. */
    private record Attributed(RuntimeFunction target, ModuleBoundary boundary) implements RuntimeFunction {
        @Override
        public Value call(Evaluator scope, Value[] arguments) {
            return target.call(boundary.scope(scope), arguments);
        }

        @Override
        public Optional<NumberCall> numberCall(NumberShape shape) {
            return target.numberCall(shape)
                    .map(numbers -> (scope, a, b, c) -> numbers.call(boundary.scope(scope), a, b, c));
        }
    }

    /** Asks its callers for a capability first. */
    private record Guarded(RuntimeFunction target, Set<ModuleCapability> capabilities, String name)
            implements RuntimeFunction {
        @Override
        public Value call(Evaluator scope, Value[] arguments) {
            Caller.require(capabilities, name);
            return target.call(scope, arguments);
        }

        @Override
        public Optional<NumberCall> numberCall(NumberShape shape) {
            return target.numberCall(shape).map(numbers -> (scope, a, b, c) -> {
                Caller.require(capabilities, name);
                return numbers.call(scope, a, b, c);
            });
        }
    }
}
