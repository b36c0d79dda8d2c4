package org.kernos.format.helix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kernos.api.FileInspector;
import org.kernos.api.ModuleException;
import org.kernos.elf.helix.HeaderWriter;
import org.kernos.elf.helix.HmodWriter;

final class HelixReaderTest {

    private final HelixReader reader = new HelixReader();

    @Test
    void theReaderIsOfHelixModulesAndTheirFile() {
        assertThat(reader.kind()).isEqualTo("helix");
        assertThat(reader.descriptorFile()).isEqualTo("*.hmod");
    }

    @Test
    void aDirectoryIsAModuleByItsFiles() {
        assertThat(reader.accepts(Set.of("a.hmod"))).isTrue();
        assertThat(reader.accepts(Set.of("a.hmod", "manifest.json", "README"))).isTrue();
        assertThat(reader.accepts(Set.of("manifest.json", "a.jar"))).isTrue();
        assertThat(reader.accepts(Set.of("manifest.json", "module.service"))).isTrue();
        assertThat(reader.accepts(Set.of("manifest.json"))).isFalse();
        assertThat(reader.accepts(Set.of("a.jar"))).isFalse();
        assertThat(reader.accepts(Set.of("manifest.json", "a.jar", "kernel.sxs")))
                .isFalse();
        assertThat(reader.accepts(Set.of("a.hmod", "kernel.sxs"))).isFalse();
    }

    @Test
    void aFileInAnInnerDirectoryIsNotTheModules() {
        byte[] hmod = HmodWriter.sharedObject(new HeaderWriter().name("a"));
        MemoryFiles files = new MemoryFiles("a", Map.of("a.hmod", hmod, "old/b.hmod", hmod));

        assertThat(read(files)).isEqualTo("a 1.2.3");
    }

    private String read(MemoryFiles files) {
        try {
            var descriptor = reader.read(files).descriptor();
            return descriptor.name() + " " + descriptor.version();
        } catch (ModuleException e) {
            return e.getMessage();
        }
    }

    @Test
    void tenThousandMethodsAreReadAndOneMoreIsAProblem() {
        assertThat(read(new MemoryFiles("a", Map.of("a.hmod", methods(10_000)))))
                .isEqualTo("a 1.2.3");
        assertThat(read(new MemoryFiles("a", Map.of("a.hmod", methods(10_001)))))
                .contains("header field method_count at byte 64 is 10001, at most 10000 are possible");
    }

    private static byte[] methods(int count) {
        String[] texts = IntStream.range(0, count).mapToObj(i -> "m" + i + "()").toArray(String[]::new);
        return HmodWriter.sharedObject(new HeaderWriter().name("a").provides("A", 1, 0, 0, texts));
    }

    @Test
    void theInspectorIsOfTheSameKindAndRefusesWhatItCannotRead() {
        FileInspector inspector = new HelixInspector();

        assertThat(inspector.name()).isEqualTo("helix");
        assertThatThrownBy(() -> inspector.inspect(Path.of("nowhere.hmod")))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("there is none");
    }
}
