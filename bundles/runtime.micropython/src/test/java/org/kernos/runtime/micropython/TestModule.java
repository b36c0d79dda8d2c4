package org.kernos.runtime.micropython;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Version;

/** A module of one file, and perhaps some for it to read, as the container would hand it to the runtime. */
final class TestModule implements ModuleContext, ModuleFiles {

    private final ModuleDescriptor descriptor;
    private final byte[] content;
    private final Map<String, String> files = new TreeMap<>();
    private @Nullable Problem entryMissing;
    private Path data = Path.of("");
    private final Map<String, String> settings = new TreeMap<>();
    private final List<Problem> warnings = new CopyOnWriteArrayList<>();

    TestModule(String name, byte[] content, Map<String, String> properties, String... declared) {
        this.content = content;
        List<FunctionDeclaration> functions = java.util.stream.Stream.of(declared)
                .map(function -> new FunctionDeclaration(function, Signature.UNDECLARED, Optional.empty()))
                .toList();
        descriptor = new ModuleDescriptor(
                name, Version.emptyVersion, "exocore", "micropython", functions, List.of(), properties);
    }

    static TestModule source(String name, String... lines) {
        return new TestModule(
                name,
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8),
                Map.of("mpy_entry", name + ".py", "mpy_import_as", name));
    }

    /** The same with properties that its manifest has besides. */
    TestModule with(String... keysAndValues) {
        Map<String, String> properties = new TreeMap<>(descriptor.properties());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new TestModule(descriptor.name(), content, properties);
    }

    TestModule withFile(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** As one whose entry is not in its directory. */
    TestModule withoutEntry(Problem reason) {
        entryMissing = reason;
        return this;
    }

    TestModule withData(Path directory) {
        data = directory;
        return this;
    }

    TestModule withSetting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    List<Problem> warnings() {
        return warnings;
    }

    @Override
    public ModuleDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public long revision() {
        return 1;
    }

    @Override
    public ModuleFiles files() {
        return this;
    }

    @Override
    public List<Provider> providers() {
        return List.of();
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Map<String, String> configuration() {
        Map<String, String> configuration = new TreeMap<>();
        for (Map<String, String> source : List.of(descriptor.properties(), settings)) {
            source.forEach((key, value) -> {
                if (key.startsWith("config.")) {
                    configuration.put(key.substring("config.".length()), value);
                }
            });
        }
        return configuration;
    }

    @Override
    public Path dataDirectory() {
        if (data.toString().isEmpty()) {
            throw new UnsupportedOperationException("Python modules write no files");
        }
        return data;
    }

    @Override
    public Evaluator evaluator() {
        return expression -> expression;
    }

    @Override
    public void warn(Problem problem) {
        warnings.add(problem);
    }

    @Override
    public String location() {
        return "modules/" + descriptor.name();
    }

    @Override
    public String directoryName() {
        return descriptor.name();
    }

    @Override
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>(files.keySet());
        paths.add(descriptor.properties().get("mpy_entry"));
        return paths;
    }

    @Override
    public InputStream open(String path) {
        return new ByteArrayInputStream(bytes(path));
    }

    @Override
    public byte[] read(String path, int limit) throws ModuleException {
        if (entryMissing != null && path.equals(descriptor.properties().get("mpy_entry"))) {
            throw new ModuleException(entryMissing);
        }
        return bytes(path);
    }

    private byte[] bytes(String path) {
        String text = files.get(path);
        return text == null ? content : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Message> send(String target, String type, Value.Str payload, Duration limit) {
        return Optional.empty();
    }
}
