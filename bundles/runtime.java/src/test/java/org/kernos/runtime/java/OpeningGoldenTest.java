package org.kernos.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.ModuleException;
import org.kernos.spi.ModuleInstance;

/**
 * Builds and opens every kernel and Helix module under {@code src/test/resources} and compares what its author is told with its
 * {@code expected.txt}. {@code mvn -Dgolden.update=true test} writes those files anew; review the difference.
 */
class OpeningGoldenTest {

    @TempDir
    Path scratch;

    static List<String> modules() throws IOException {
        try (Stream<Path> directories = Files.walk(KernelBuild.RESOURCES, 2)) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("manifest.json")))
                    .map(directory ->
                            KernelBuild.RESOURCES.relativize(directory).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void theAuthorIsToldWhatTheGoldenFileSays(String name) throws Exception {
        TestModule module = KernelBuild.of(name, scratch);

        String told = open(module);

        Path golden = KernelBuild.RESOURCES.resolve(name).resolve("expected.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    private static String open(TestModule module) throws ModuleException {
        StringBuilder told = new StringBuilder();
        try {
            ModuleInstance instance = new JavaRuntime(property -> null, new ServiceTable()).open(module);
            instance.details()
                    .forEach((key, value) ->
                            told.append(key).append(" = ").append(value).append('\n'));
            told.append("functions ").append(instance.functions().keySet()).append('\n');
            instance.shutdown();
            assertThat(instance.close()).isEmpty();
        } catch (ModuleException e) {
            e.problems().forEach(problem -> told.append(problem).append('\n'));
        }
        module.warnings()
                .forEach(warning -> told.append("warning ").append(warning).append('\n'));
        return told.toString();
    }
}
