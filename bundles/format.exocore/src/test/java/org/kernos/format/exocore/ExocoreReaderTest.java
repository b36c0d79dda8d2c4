package org.kernos.format.exocore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;

final class ExocoreReaderTest {

    private final ExocoreReader reader = new ExocoreReader();

    private ModuleDescriptor read(String more) throws ModuleException {
        String manifest = "{\"mpy_entry\": \"m.py\", \"mpy_import_as\": \"m\"" + more + "}";
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        return reader.read(new MemoryFiles("m", Map.of("manifest.json", bytes, "m.py", new byte[0])))
                .descriptor();
    }

    private static String repeated(int count, String element) {
        return IntStream.range(0, count)
                .mapToObj(i -> element.replace("#", String.valueOf(i)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void theReaderIsOfPythonModulesAndTheirFile() {
        assertThat(reader.kind()).isEqualTo("python");
        assertThat(reader.descriptorFile()).isEqualTo("manifest.json");
    }

    @Test
    void aDirectoryWithAManifestIsAModuleUnlessItIsOneOfAnotherKind() {
        assertThat(reader.accepts(Set.of("manifest.json", "m.py"))).isTrue();
        assertThat(reader.accepts(Set.of("manifest.json", "m.mpy", "README"))).isTrue();
        // Its file may be in an inner directory; and what is wrong with a manifest alone, its author should be told.
        assertThat(reader.accepts(Set.of("manifest.json"))).isTrue();
        assertThat(reader.accepts(Set.of("m.py"))).isFalse();
        assertThat(reader.accepts(Set.of("manifest.json", "m.py", "kernel.sxs")))
                .isFalse();
        assertThat(reader.accepts(Set.of("manifest.json", "m.hmod"))).isFalse();
        assertThat(reader.accepts(Set.of("manifest.json", "m.jar"))).isFalse();
        assertThat(reader.accepts(Set.of("manifest.json", "module.service"))).isFalse();
    }

    @Test
    void anotherFileThanAManifestIsNotReadForOne() {
        assertThatThrownBy(() -> reader.read(new MemoryFiles("m", Map.of("m.py", new byte[0]))))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("modules/m/manifest.json");
    }

    @Test
    void tenThousandFunctionsAreReadAndOneMoreIsAProblem() throws Exception {
        assertThat(read(", \"functions\": " + repeated(10_000, "\"f#\"")).functions())
                .hasSize(10_000);
        assertThatThrownBy(() -> read(", \"functions\": " + repeated(10_001, "\"f#\"")))
                .hasMessageContaining("KERNOS-0106 /functions: there are 10001 functions, at most 10000 are possible");
    }

    @Test
    void aFunctionHas255ParametersAtMost() throws Exception {
        String function = ", \"functions\": [{\"name\": \"f\", \"parameters\": ";
        String parameter = "{\"name\": \"a#\"}";

        assertThat(read(function + repeated(255, parameter) + "}]")
                        .functions()
                        .get(0)
                        .signature()
                        .requiredCount())
                .isEqualTo(255);
        assertThatThrownBy(() -> read(function + repeated(256, parameter) + "}]"))
                .hasMessageContaining("/functions/0/parameters: there are 256 parameters, at most 255 are possible");
    }

    @Test
    void thereAre256NativeModulesAtMost() throws Exception {
        assertThat(read(", \"c_modules\": " + repeated(256, "{\"name\": \"a#\"}"))
                        .properties())
                .containsEntry("c_modules.a255", "");
        assertThatThrownBy(() -> read(", \"c_modules\": " + repeated(257, "{\"name\": \"a#\"}")))
                .hasMessageContaining("KERNOS-0106 /c_modules: there are 257 native modules, at most 256 are possible");
    }

    @Test
    void aLongNameIsNoName() throws Exception {
        String longest = "n".repeat(128);

        assertThat(read(", \"functions\": [\"" + longest + "\"]").functions())
                .singleElement()
                .hasToString("(" + longest + " args :any..) :any");
        assertThatThrownBy(() -> read(", \"functions\": [\"" + longest + "n\"]"))
                .hasMessageContaining("KERNOS-0104 /functions/0: expected a name in Python");
    }
}
