package org.kernos.runtime.micropython;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Version;

/** A module of one file, as the container would hand it to the runtime. */
final class TestModule implements ModuleContext, ModuleFiles {

    private final ModuleDescriptor descriptor;
    private final Map<String, byte[]> content = new TreeMap<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Path data;

    TestModule(String name, byte[] content, Map<String, String> properties, String... declared) {
        this(name, Map.of(properties.getOrDefault("mpy_entry", "none"), content), properties, Path.of(""), declared);
    }

    /** Of several files; warnings are kept. */
    TestModule(
            String name, Map<String, byte[]> content, Map<String, String> properties, Path data, String... declared) {
        this.content.putAll(content);
        this.data = data;
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
        return Map.of();
    }

    @Override
    public Path dataDirectory() {
        return data;
    }

    @Override
    public Evaluator evaluator() {
        return expression -> expression;
    }

    @Override
    public void warn(Problem problem) {
        if (data.toString().isEmpty()) {
            throw new AssertionError(problem);
        }
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
        return content.keySet();
    }

    @Override
    public InputStream open(String path) {
        return new ByteArrayInputStream(content.get(path));
    }

    @Override
    public byte[] read(String path, int limit) {
        return content.get(path);
    }

    @Override
    public Optional<Message> send(String target, String type, Value.Str payload, Duration limit) {
        return Optional.empty();
    }
}
