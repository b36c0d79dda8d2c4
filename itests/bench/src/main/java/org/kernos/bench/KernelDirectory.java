package org.kernos.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kernos.api.Evaluator;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;

/** A kernel's directory as its runtime is given it, without a container. */
record KernelDirectory(Path directory, ModuleDescriptor descriptor, Path dataDirectory)
        implements ModuleContext, ModuleFiles {

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
    public Map<String, String> configuration() {
        return Map.of();
    }

    @Override
    public Evaluator evaluator() {
        return expression -> expression;
    }

    @Override
    public void warn(Problem problem) {
        throw new IllegalStateException(problem.toString());
    }

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public String directoryName() {
        return String.valueOf(directory.getFileName());
    }

    @Override
    public Set<String> paths() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(directory.resolve(path));
    }

    @Override
    public byte[] read(String path, int limit) {
        try {
            return Files.readAllBytes(directory.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Message> send(String target, String type, Value.Str payload, Duration limit) {
        throw new UnsupportedOperationException("no kernel of these benches sends anything");
    }
}
