package org.kernos.runtime.cabi;

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
import org.kernos.api.AbiVersion;
import org.kernos.api.Evaluator;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleTraits;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Version;

/** A module over a directory, as the container would hand it to the runtime. */
final class TestModule implements ModuleContext, ModuleFiles {

    private final Path directory;
    private final Path data;
    private final String name;
    private final List<FunctionDeclaration> functions = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final List<Problem> warnings = Collections.synchronizedList(new ArrayList<>());
    private final List<Provider> providers = new ArrayList<>();
    private Set<ModuleFlag> flags = Set.of();
    private Evaluator evaluator = expression -> expression;

    TestModule(Path base, String name, String library) {
        this.name = name;
        this.properties.put("library", library);
        try {
            directory = Files.createDirectories(base.resolve("modules").resolve(name));
            data = Files.createDirectories(base.resolve("data-" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module that consists of one library, which it names {@code libkernel.so}, or one object, {@code libkernel.o}. */
    static TestModule of(Path base, String name, Path code) {
        String file = code.toString().endsWith(".o") ? "libkernel.o" : "libkernel.so";
        return new TestModule(base, name, file).file(file, code);
    }

    /** Depends on another module, which is open when this one is. */
    TestModule needs(TestModule provider) {
        providers.add(new Provider(provider.name, provider.revision()));
        return this;
    }

    TestModule file(String path, Path content) {
        try {
            return file(path, Files.readAllBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestModule file(String path, byte[] content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestModule declare(String function, Signature signature) {
        functions.add(new FunctionDeclaration(
                function, signature, Optional.of(new Place(location() + "/kernel.sxs", 1 + functions.size(), 3))));
        return this;
    }

    /** Makes it a native Helix module with these flags, of the file that it names as its library. */
    TestModule helix(ModuleFlag... newFlags) {
        flags = Set.of(newFlags);
        return property("helix", "native");
    }

    TestModule property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    TestModule setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    TestModule evaluator(Evaluator newEvaluator) {
        evaluator = newEvaluator;
        return this;
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** The warnings as a person sees them. */
    String warningText() {
        return warnings().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public ModuleDescriptor descriptor() {
        ModuleTraits traits = new ModuleTraits(List.of(), flags, Optional.of(Set.of()), AbiVersion.CURRENT);
        return new ModuleDescriptor(
                name, Version.emptyVersion, "kernel", "cabi", functions, List.of(), traits, properties);
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
        return List.copyOf(providers);
    }

    @Override
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public Map<String, String> configuration() {
        Map<String, String> configuration = new TreeMap<>();
        for (Map<String, String> source : List.of(properties, settings)) {
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
        return evaluator;
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
        return "modules/" + name;
    }

    @Override
    public String directoryName() {
        return name;
    }

    @Override
    public Set<String> paths() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> directory.relativize(f).toString())
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
