package org.kernos.format.helix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.Dependency;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.spi.ModuleReader;

/**
 * Reads each of the {@link Cases} and compares what an author is told with the {@code expected.txt} of its directory below {@code
 * src/test/resources/modules}. {@code mvn -Dgolden.update=true test} writes those files anew; review the difference.
 */
final class HelixReaderGoldenTest {

    private static final Path MODULES = Path.of("src/test/resources/modules");
    private static final Map<String, Map<String, byte[]>> CASES = Cases.all();

    static Collection<String> cases() {
        return CASES.keySet();
    }

    /** The module's files, with the manifest.json that is kept as an author would write it. */
    static MemoryFiles files(String name) throws IOException {
        Map<String, byte[]> files = new HashMap<>(CASES.get(name));
        Path manifest = MODULES.resolve(name).resolve("manifest.json");
        if (Files.exists(manifest)) {
            files.put("manifest.json", Files.readAllBytes(manifest));
        }
        return new MemoryFiles(name, files);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theAuthorIsToldWhatTheGoldenFileSays(String name) throws IOException {
        String told = read(files(name));

        Path golden = MODULES.resolve(name).resolve("expected.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    @Test
    void eachDirectoryIsACase() throws IOException {
        try (Stream<Path> directories = Files.list(MODULES)) {
            assertThat(directories.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(CASES.keySet());
        }
    }

    private static String read(MemoryFiles files) {
        StringBuilder told = new StringBuilder();
        try {
            ModuleReader.Reading reading = new HelixReader().read(files);
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
            dependency
                    .source()
                    .ifPresent(hint -> told.append("    from ").append(hint).append('\n'));
            describe("    compiled against ", dependency.interfaces(), told);
        }
        describe("  provides ", module.traits().provides(), told);
        told.append("  flags ").append(new TreeSet<>(module.traits().flags())).append('\n');
        module.traits().capabilities().ifPresent(all -> told.append("  capabilities ")
                .append(new TreeSet<>(all))
                .append('\n'));
        new TreeMap<>(module.properties())
                .forEach((key, value) -> told.append(String.format("  %s = %s%n", key, value)));
    }

    private static void describe(String prefix, List<InterfaceDefinition> definitions, StringBuilder told) {
        for (InterfaceDefinition definition : definitions) {
            told.append(prefix).append(definition).append('\n');
            definition
                    .methods()
                    .forEach(method -> told.append("      ").append(method).append('\n'));
        }
    }
}
