package org.kernos.sxs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.spi.ModuleReader;

/**
 * Reads every directory under {@code src/test/resources/modules} and compares what an author is told with its
 * {@code expected.txt}. {@code mvn -Dgolden.update=true test} writes those files anew; review the difference.
 */
class KernelReaderGoldenTest {

    private static final Path MODULES = Path.of("src/test/resources/modules");

    static List<Path> modules() throws IOException {
        try (Stream<Path> directories = Files.list(MODULES)) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void theAuthorIsToldWhatTheGoldenFileSays(Path module) throws IOException {
        String told = read(MemoryFiles.of(module));

        Path golden = module.resolve("expected.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    private static String read(MemoryFiles files) {
        StringBuilder told = new StringBuilder();
        try {
            ModuleReader.Reading reading = new KernelReader().read(files);
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
        told.append(String.format("  runtime %s%n", module.runtime()));
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
            dependency.interfaces().forEach(each -> describe("    compiled against ", each, told));
        }
        module.traits().provides().forEach(each -> describe("  provides ", each, told));
        if (!module.traits().flags().isEmpty()) {
            told.append("  flags ")
                    .append(new TreeSet<>(module.traits().flags()))
                    .append('\n');
        }
        module.traits().capabilities().ifPresent(all -> told.append("  capabilities ")
                .append(new TreeSet<>(all))
                .append('\n'));
        new TreeMap<>(module.properties())
                .forEach((key, value) -> told.append(String.format("  %s = %s%n", key, value)));
    }

    private static void describe(String prefix, InterfaceDefinition definition, StringBuilder told) {
        told.append(prefix).append(definition).append('\n');
        definition
                .methods()
                .forEach(method -> told.append("      ").append(method).append('\n'));
    }
}
