package org.kernos.runtime.java;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.kernos.api.ProblemCode;
import org.kernos.api.Reconfigurable;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.Reconfiguration;

/** The settings that a module goes by: those it was opened with until it has taken others. */
final class ConfigurationInForce {

    private volatile Map<String, String> values;

    ConfigurationInForce(ModuleContext context) {
        values = copy(context.configuration());
    }

    private static Map<String, String> copy(Map<String, String> configuration) {
        return Collections.unmodifiableMap(new TreeMap<>(configuration));
    }

    /** By key, in their order. */
    Map<String, String> values() {
        return values;
    }

    /**
     * How the module takes others; empty when it does so at its next start only.
     *
     * @param module the object as it is now
     * @param later gives the same object as long as the module is open: the hook must not hold its classes
     */
    Optional<Reconfiguration> hook(Object module, ModuleCode code, Supplier<Object> later) {
        return module instanceof Reconfigurable
                ? Optional.of(changed -> {
                    Map<String, String> offered = copy(changed);
                    code.run(ProblemCode.CONFIGURATION, "reconfigure", () -> ((Reconfigurable) later.get())
                            .reconfigure(offered));
                    values = offered;
                })
                : Optional.empty();
    }
}
