package org.kernos.container.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleTraits;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;
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

    @Test
    void anInterfacesNameCanAddNeitherALineNorACapability() {
        InterfaceDefinition odd =
                new InterfaceDefinition("a\"b\\c\nBundle-Activator: x", new Version("1.2.3"), List.of());
        ModuleDescriptor descriptor = new ModuleDescriptor(
                "alu",
                Version.emptyVersion,
                "kernel",
                "cabi",
                List.of(),
                List.of(),
                new ModuleTraits(List.of(odd), Set.of(), Optional.empty(), AbiVersion.CURRENT),
                Map.of());
        ModuleHeaders headers = new ModuleHeaders(Path.of("/alu"), "alu", "kernel", 1, "0", Map.of());
        assertThat(text(descriptor, headers).lines())
                .filteredOn(line -> line.startsWith("Provide-Capability"))
                .singleElement()
                .asString()
                .endsWith(",kernos.interface;kernos.interface=\"a\\\"b\\\\c?Bundle-Activator: x\";id:Long=\""
                        + odd.id().bits() + "\";version:Version=\"1.2.3\"");
    }

    @Test
    void eachFileIsInTheBundleAsItIsAndASmallOneIsNotPacked(@TempDir Path directory) throws Exception {
        byte[] small = "(kernel)".getBytes(StandardCharsets.UTF_8);
        byte[] large = new byte[(4 << 20) + 1];
        new Random(7).nextBytes(large);
        Files.write(directory.resolve("kernel.sxs"), small);
        Files.write(directory.resolve("data.bin"), large);
        Files.write(directory.resolve("empty"), new byte[0]);
        ModuleDescriptor descriptor =
                new ModuleDescriptor("alu", Version.emptyVersion, "kernel", "cabi", List.of(), List.of(), Map.of());
        ModuleHeaders headers = new ModuleHeaders(directory, "alu", "kernel", 1, "0", Map.of());
        Path file = directory.resolveSibling(directory.getFileName() + ".jar");
        try (OutputStream out = Files.newOutputStream(file)) {
            new BundleSynthesizer().write(descriptor, headers, ModuleDirectory.scan(directory, directory), out);
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            assertThat(content(jar, "module/kernel.sxs")).isEqualTo(small);
            assertThat(content(jar, "module/data.bin")).isEqualTo(large);
            assertThat(content(jar, "module/empty")).isEmpty();
            assertThat(jar.getEntry("module/kernel.sxs").getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(jar.stream().findFirst().orElseThrow().getName()).isEqualTo(JarFile.MANIFEST_NAME);
            assertThat(jar.getManifest()).isEqualTo(BundleSynthesizer.manifest(descriptor, headers));
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] content(JarFile jar, String entry) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            return in.readAllBytes();
        }
    }
}
