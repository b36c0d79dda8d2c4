package org.kernos.samples.fs;

import java.util.Map;
import java.util.Optional;
import org.kernos.api.KernelContext;

/** Settings as whoever runs the installation makes them. */
record TestContext(Map<String, String> settings) implements KernelContext {

    @Override
    public String module() {
        return "fs";
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }
}
