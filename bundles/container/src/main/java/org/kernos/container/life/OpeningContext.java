package org.kernos.container.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kernos.api.Evaluator;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.kernos.container.bundle.BundleFiles;
import org.kernos.container.call.Caller;
import org.kernos.container.call.ModuleBoundary;
import org.kernos.container.config.ModuleConfiguration;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One revision of a module, as its runtime sees it. */
final class OpeningContext implements ModuleContext {

    private static final Logger LOG = LoggerFactory.getLogger(OpeningContext.class);

    private final ModuleEntry entry;
    private final DataDirectory data;
    private final ModuleTable table;
    private final WiredContracts wired;
    private final Messages messages;
    private final Caller caller;
    private final Evaluator evaluator;
    private final ModuleConfiguration configuration;
    private final Evaluator usualScope;

    /**
     * @param boundary evaluates for calls that come from no program
     */
    OpeningContext(
            ModuleEntry entry,
            DataDirectory data,
            ModuleTable table,
            WiredContracts wired,
            Messages messages,
            ModuleBoundary boundary,
            ModuleConfiguration configuration) {
        this.entry = entry;
        this.data = data;
        this.table = table;
        this.wired = wired;
        this.messages = messages;
        this.configuration = configuration;
        this.caller = boundary.own();
        // What happens outside of calls is rare, so that here every module may leave its name.
        this.evaluator = boundary.ownOutside();
        this.usualScope = boundary.usualScope();
    }

    @Override
    public ModuleDescriptor descriptor() {
        return entry.descriptor();
    }

    @Override
    public long revision() {
        return entry.headers().revision();
    }

    @Override
    public ModuleFiles files() {
        return new BundleFiles(entry.bundle(), entry.headers());
    }

    @Override
    public List<Provider> providers() {
        return wired.providers(entry).stream()
                .filter(table::isServing)
                .map(provider ->
                        new Provider(provider.name(), provider.headers().revision()))
                .toList();
    }

    @Override
    public Map<String, String> settings() {
        return new TreeMap<>(entry.headers().settings());
    }

    @Override
    public Map<String, String> configuration() {
        return configuration.values();
    }

    @Override
    public Path dataDirectory() {
        return data.path();
    }

    @Override
    public Evaluator evaluator() {
        return evaluator;
    }

    @Override
    public Evaluator usualScope() {
        return usualScope;
    }

    @Override
    public Optional<Message> send(String module, String type, Value.Str payload, Duration limit) {
        return caller.get(() -> messages.send(module, new Message(entry.name(), type, payload), limit));
    }

    @Override
    public void warn(Problem problem) {
        LOG.warn("{}: {}", entry.name(), problem);
        table.addProblem(entry, problem);
    }
}
