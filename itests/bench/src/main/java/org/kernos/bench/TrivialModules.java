package org.kernos.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kernos.api.Dependency;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.VersionRequirement;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleInstance;
import org.kernos.spi.ModuleReader;
import org.kernos.spi.ModuleRuntime;
import org.kernos.spi.RuntimeFunction;
import org.osgi.framework.Version;

/**
 * Modules that cost as little as can be to read and to run, so that what is measured is the container: a descriptor with the
 * names of its dependencies, one to a line, and one function that adds.
 */
final class TrivialModules implements ModuleReader, ModuleRuntime {

    private static final TypeSpec INT = new TypeSpec.Exact(ValueType.INT);
    private static final List<FunctionDeclaration> FUNCTIONS = List.of(new FunctionDeclaration(
            "add",
            new Signature(List.of(new Parameter("a", INT, false), new Parameter("b", INT, false)), INT),
            Optional.empty()));

    static final RuntimeFunction ADD = (scope, arguments) ->
            new Value.Int(((Value.Int) arguments[0]).value() + ((Value.Int) arguments[1]).value());

    /**
     * So many module directories, each with three dependencies on ones before it, as far as there are any. The chains are
     * short: Felix's resolver recurses along them and overflows the stack at a few thousand.
     */
    static List<Path> write(Path parent, int count) throws IOException {
        List<Path> directories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            List<String> needs = Stream.of(i / 2, i / 3, i / 5)
                    .distinct()
                    .filter(other -> other >= 0 && other < number)
                    .map(other -> "m" + other)
                    .toList();
            Path directory = Files.createDirectories(parent.resolve("m" + i));
            Files.write(directory.resolve("bench.module"), needs);
            directories.add(directory);
        }
        return directories;
    }

    @Override
    public String kind() {
        return "bench";
    }

    @Override
    public boolean accepts(Set<String> names) {
        return names.contains(descriptorFile());
    }

    @Override
    public String descriptorFile() {
        return "bench.module";
    }

    @Override
    public Reading read(ModuleFiles files) throws ModuleException {
        String text = new String(files.read(descriptorFile(), 10_000), StandardCharsets.UTF_8);
        List<Dependency> needs = text.lines()
                .map(name ->
                        new Dependency(name, new VersionRequirement.Compatible(Version.parseVersion("1.0.0")), false))
                .toList();
        return new Reading(
                new ModuleDescriptor(
                        files.directoryName(),
                        Version.parseVersion("1.0.0"),
                        kind(),
                        name(),
                        FUNCTIONS,
                        needs,
                        Map.of()),
                List.of());
    }

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public ModuleInstance open(ModuleContext module) {
        return new ModuleInstance() {
            @Override
            public Map<String, RuntimeFunction> functions() {
                return Map.of("add", ADD);
            }

            @Override
            public void shutdown() {
                // There is nothing to shut down.
            }

            @Override
            public List<Problem> close() {
                return List.of();
            }

            @Override
            public Map<String, String> details() {
                return Map.of();
            }
        };
    }
}
