package org.kernos.runtime.java;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelContext;
import org.kernos.spi.ModuleContext;

/** Where whoever runs the installation sets what modules ask for. */
@FunctionalInterface
interface Settings {

    /** The value of a property, or null. */
    @Nullable
    String find(String property);

    /** What one module sees of them. */
    default KernelContext of(ModuleContext context) {
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
        };
    }
}
