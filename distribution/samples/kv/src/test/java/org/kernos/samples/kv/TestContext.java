package org.kernos.samples.kv;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.KernelContext;
import org.kernos.api.Message;
import org.kernos.api.value.Value;

/** Settings as whoever runs the installation makes them. */
record TestContext(Map<String, String> settings) implements KernelContext {

    @Override
    public String module() {
        return "kv";
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Map<String, String> configuration() {
        return Map.of();
    }

    @Override
    public Optional<Message> send(String target, String type, Value.Str payload, Duration limit) {
        throw new AssertionError("this kernel sends no messages");
    }
}
