package org.kernos.container.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.VersionRequirement;
import org.osgi.framework.Version;

final class BundleSynthesizerTest {

    private static String text(ModuleDescriptor descriptor, ModuleHeaders headers) {
        Map<String, String> lines = new TreeMap<>();
        Attributes main = BundleSynthesizer.manifest(descriptor, headers).getMainAttributes();
        main.forEach((key, value) -> lines.put(key.toString(), value.toString()));
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (key, value) -> text.append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    @Test
    void theManifestSaysWhatTheModuleIsAndNeeds() throws Exception {
        ModuleDescriptor descriptor = new ModuleDescriptor(
                "senslib",
                new Version("0.3.0"),
                "kernel",
                "cabi",
                List.of(),
                List.of(
                        new Dependency("alu", new VersionRequirement.Compatible(new Version("1.2.0")), false),
                        new Dependency("io", new VersionRequirement.Exact(new Version("2.0.0")), true),
                        new Dependency(
                                "kv",
                                new VersionRequirement.Between(new Version("1.0.0"), new Version("1.5.0")),
                                false),
                        new Dependency("any", new VersionRequirement.Any(), false)),
                Map.of());
        ModuleHeaders headers = new ModuleHeaders(
                Path.of("/srv/modules/senslib"), "modules/senslib", "kernel", 4, "17ab", Map.of("args", "form"));
        try (var golden = getClass().getResourceAsStream("senslib.manifest.txt")) {
            assertThat(text(descriptor, headers)).isEqualTo(new String(golden.readAllBytes()));
        }
    }

    @Test
    void aDirectoryNameCannotAddALineToTheManifest() {
        ModuleDescriptor descriptor =
                new ModuleDescriptor("alu", Version.emptyVersion, "kernel", "cabi", List.of(), List.of(), Map.of());
        ModuleHeaders headers = new ModuleHeaders(
                Path.of("/srv/evil\nBundle-Activator: x"), "evil\nBundle-Activator: x", "kernel", 1, "0", Map.of());
        assertThat(text(descriptor, headers).lines().filter(line -> line.startsWith("Bundle-Activator")))
                .hasSize(1);
    }
}
