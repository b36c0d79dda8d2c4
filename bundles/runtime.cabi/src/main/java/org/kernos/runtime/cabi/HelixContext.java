package org.kernos.runtime.cabi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Evaluator;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;

/** What a runtime is given, with other files. */
record HelixContext(ModuleContext context, ModuleFiles files) implements ModuleContext {

    @Override
    public ModuleDescriptor descriptor() {
        return context.descriptor();
    }

    @Override
    public long revision() {
        return context.revision();
    }

    @Override
    public List<Provider> providers() {
        return context.providers();
    }

    @Override
    public Map<String, String> settings() {
        return context.settings();
    }

    @Override
    public Map<String, String> configuration() {
        return context.configuration();
    }

    @Override
    public Path dataDirectory() {
        return context.dataDirectory();
    }

    @Override
    public Evaluator evaluator() {
        return context.evaluator();
    }

    @Override
    public Evaluator usualScope() {
        return context.usualScope();
    }

    @Override
    public void warn(Problem problem) {
        context.warn(problem);
    }

    @Override
    public Optional<Message> send(String target, String type, Value.Str payload, Duration limit) {
        return context.send(target, type, payload, limit);
    }
}
