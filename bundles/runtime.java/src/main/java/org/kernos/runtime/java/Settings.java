package org.kernos.runtime.java;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelContext;
import org.kernos.api.Message;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;

/** Where whoever runs the installation sets what modules ask for. */
@FunctionalInterface
interface Settings {

    /** The value of a property, or null. */
    @Nullable
    String find(String property);

    /** What one module sees of them, with what else it may ask of its container. */
    default KernelContext of(ModuleContext context, ConfigurationInForce configuration) {
        String module = context.descriptor().name();
        return new KernelContext() {
            @Override
            public String module() {
                return module;
            }

            @Override
            public Optional<String> setting(String name) {
                return Optional.ofNullable(find("kernos.module." + module + "." + name))
                        .filter(value -> !value.isEmpty());
            }

            @Override
            public Map<String, String> configuration() {
                return configuration.values();
            }

            @Override
            public Optional<Message> send(String target, String type, Value.Str payload, Duration limit) {
                return context.send(target, type, payload, limit);
            }
        };
    }
}
