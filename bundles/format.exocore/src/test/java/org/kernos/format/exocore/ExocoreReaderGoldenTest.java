package org.kernos.format.exocore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.Dependency;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.spi.ModuleReader;

/**
 * Reads each module below {@code src/test/resources/modules} and compares what its author is told with its {@code expected.txt}.
 * {@code mvn -Dgolden.update=true test} writes those files anew; review the difference.
 */
final class ExocoreReaderGoldenTest {

    private static final Path MODULES = Path.of("src/test/resources/modules");
    private static final String GOLDEN = "expected.txt";

    static List<String> cases() throws IOException {
        try (Stream<Path> directories = Files.list(MODULES)) {
            return directories
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static MemoryFiles files(String name) throws IOException {
        Path directory = MODULES.resolve(name);
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        files.remove(GOLDEN);
        return new MemoryFiles(name, files);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theAuthorIsToldWhatTheGoldenFileSays(String name) throws IOException {
        String told = read(files(name));

        Path golden = MODULES.resolve(name).resolve(GOLDEN);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    private static String read(MemoryFiles files) {
        StringBuilder told = new StringBuilder();
        try {
            ModuleReader.Reading reading = new ExocoreReader().read(files);
            describe(reading.descriptor(), told);
            reading.warnings()
                    .forEach(warning -> told.append("warning ").append(warning).append('\n'));
        } catch (ModuleException e) {
            for (Problem problem : e.problems()) {
                told.append(problem).append('\n');
            }
        }
        return told.toString();
    }

    private static void describe(ModuleDescriptor module, StringBuilder told) {
        told.append(String.format("%s %s %s%n", module.kind(), module.name(), module.version()));
        told.append(String.format(
                "  runtime %s, abi %s%n", module.runtime(), module.traits().abi()));
        for (FunctionDeclaration function : module.functions()) {
            told.append(String.format(
                    "  %s  at %s%n",
                    function, function.place().map(Place::toString).orElse("nowhere")));
        }
        for (Dependency dependency : module.dependencies()) {
            told.append("  needs ").append(dependency).append('\n');
        }
        module.traits().provides().forEach(definition -> {
            told.append("  provides ").append(definition).append('\n');
            definition
                    .methods()
                    .forEach(method -> told.append("      ").append(method).append('\n'));
        });
        told.append("  flags ").append(new TreeSet<>(module.traits().flags())).append('\n');
        module.traits().capabilities().ifPresent(all -> told.append("  capabilities ")
                .append(new TreeSet<>(all))
                .append('\n'));
        new TreeMap<>(module.properties())
                .forEach((key, value) -> told.append(String.format("  %s = %s%n", key, value)));
    }
}
