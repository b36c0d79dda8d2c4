package org.kernos.runtime.java;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kernos.api.Evaluator;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.format.helix.HelixReader;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.kernos.sxs.KernelReader;

/** A module over a directory, as the container would hand it to the runtime. */
final class TestModule implements ModuleContext, ModuleFiles {

    private final Path directory;
    private final Path data;
    private ModuleDescriptor descriptor;
    private Map<String, String> settings = Map.of();
    private final List<Problem> warnings = Collections.synchronizedList(new ArrayList<>());

    TestModule(Path directory, Path data) throws ModuleException, IOException {
        this.directory = directory;
        this.data = Files.createDirectories(data);
        ModuleReader reader = paths().contains("kernel.sxs") ? new KernelReader() : new HelixReader();
        this.descriptor = reader.read(this).descriptor();
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public long revision() {
        return 7;
    }

    @Override
    public ModuleFiles files() {
        return this;
    }

    @Override
    public List<Provider> providers() {
        return List.of();
    }

    /** With a descriptor that has this property. */
    TestModule withProperty(String key, String value) {
        Map<String, String> properties = new HashMap<>(descriptor.properties());
        properties.put(key, value);
        descriptor = new ModuleDescriptor(
                descriptor.name(),
                descriptor.version(),
                descriptor.kind(),
                descriptor.runtime(),
                descriptor.functions(),
                descriptor.dependencies(),
                descriptor.traits(),
                properties);
        return this;
    }

    /** What {@link #settings} gives from now on. */
    TestModule withSettings(Map<String, String> given) {
        settings = given;
        return this;
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
        return data;
    }

    @Override
    public Evaluator evaluator() {
        return expression -> expression;
    }

    /** Answers itself: what was sent, where to. */
    @Override
    public Optional<Message> send(String module, String type, Value.Str payload, Duration limit) {
        return Optional.of(new Message(module, type + " within " + limit, payload));
    }

    @Override
    public void warn(Problem problem) {
        warnings.add(problem);
    }

    @Override
    public String location() {
        return "modules/" + directoryName();
    }

    @Override
    public String directoryName() {
        return directory.getFileName().toString();
    }

    @Override
    public Set<String> paths() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(directory.resolve(path));
    }

    @Override
    public byte[] read(String path, int limit) throws ModuleException {
        try {
            return Files.readAllBytes(directory.resolve(path));
        } catch (IOException e) {
            throw new ModuleException(List.of(Problem.of(ProblemCode.UNREADABLE, path + ": " + e)), e);
        }
    }
}
