package org.kernos.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleTraits;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.Version;

/**
 * A descriptor format for these tests: a properties file with version, needs ({@code alu 1.0.0, opt?, alu 1.0.0-1.9.0}), the traits abi,
 * flags, capabilities and provides ({@code Sum 1.0.0: add(i64, i64) -> i64; sub(i64) | Other 1.0.0}), per module what was compiled
 * against it ({@code compiled.alu}) and where it comes from ({@code source.alu}), and whatever the {@link RecordingRuntime} is to do. Every module has the function {@code add}.
 */
final class TestReader implements ModuleReader {

    static final Signature ADD = new Signature(
            List.of(
                    new Parameter("a", new TypeSpec.Exact(ValueType.INT), false),
                    new Parameter("b", new TypeSpec.Exact(ValueType.INT), false)),
            new TypeSpec.Exact(ValueType.INT));

    @Override
    public String kind() {
        return "test";
    }

    @Override
    public boolean accepts(Set<String> names) {
        return names.contains(descriptorFile());
    }

    @Override
    public String descriptorFile() {
        return "test.module";
    }

    @Override
    public Reading read(ModuleFiles files) throws ModuleException {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(files.read("test.module", 10_000)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (properties.containsKey("broken")) {
            throw new ModuleException(Problem.of(ProblemCode.SYNTAX, "this descriptor is broken")
                    .at(new Place(files.location() + "/test.module", 1, 1)));
        }
        vanish(properties);
        List<Dependency> dependencies = new ArrayList<>();
        for (String need : properties.getProperty("needs", "").split(",")) {
            if (!need.isBlank()) {
                dependencies.add(dependency(need.trim(), properties));
            }
        }
        Map<String, String> all = new java.util.TreeMap<>();
        properties.forEach((key, value) -> all.put(key.toString(), value.toString()));
        return new Reading(
                new ModuleDescriptor(
                        properties.getProperty("name", files.directoryName()),
                        Version.parseVersion(properties.getProperty("version", "1.0.0")),
                        kind(),
                        "test",
                        List.of(new FunctionDeclaration(
                                "add", ADD, Optional.of(new Place(files.location() + "/test.module", 2, 5)))),
                        dependencies,
                        traits(all),
                        all),
                all.containsKey("warning")
                        ? List.of(Problem.of(ProblemCode.SUSPICIOUS_SYMBOL, all.get("warning")))
                        : List.of());
    }

    /** A file of the module goes when its descriptor has been read. */
    private static void vanish(Properties properties) {
        if (properties.containsKey("vanishing")) {
            try {
                Files.delete(Path.of(properties.getProperty("vanishing")));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static ModuleTraits traits(Map<String, String> all) {
        Optional<Set<ModuleCapability>> capabilities = Optional.ofNullable(all.get("capabilities"))
                .map(text -> words(text)
                        .map(word -> ModuleCapability.find(word).orElseThrow())
                        .collect(Collectors.toSet()));
        String[] abi = all.getOrDefault("abi", AbiVersion.CURRENT.toString()).split("\\.");
        return new ModuleTraits(
                interfaces(all.getOrDefault("provides", "")),
                words(all.getOrDefault("flags", ""))
                        .map(word -> ModuleFlag.find(word).orElseThrow())
                        .collect(Collectors.toSet()),
                capabilities,
                new AbiVersion(Integer.parseInt(abi[0]), Integer.parseInt(abi[1])));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(word -> !word.isEmpty());
    }

    private static List<InterfaceDefinition> interfaces(String text) {
        List<InterfaceDefinition> interfaces = new ArrayList<>();
        for (String part : text.split("\\|")) {
            if (!part.isBlank()) {
                String[] halves = part.split(":", 2);
                String[] head = halves[0].trim().split(" ");
                List<MethodSignature> methods = halves.length == 1
                        ? List.of()
                        : Arrays.stream(halves[1].split(";"))
                                .map(MethodSignature::parse)
                                .toList();
                interfaces.add(new InterfaceDefinition(head[0], Version.parseVersion(head[1]), methods));
            }
        }
        return interfaces;
    }

    private static Dependency dependency(String need, Properties properties) {
        boolean optional = need.endsWith("?");
        String[] words = need.replace("?", "").split(" ");
        return new Dependency(
                words[0],
                requirement(words),
                optional,
                interfaces(properties.getProperty("compiled." + words[0], "")),
                Optional.ofNullable(properties.getProperty("source." + words[0])));
    }

    private static VersionRequirement requirement(String[] words) {
        if (words.length == 1) {
            return new VersionRequirement.Any();
        }
        String[] ends = words[1].split("-");
        Version least = Version.parseVersion(ends[0]);
        return ends.length == 1
                ? new VersionRequirement.Compatible(least)
                : new VersionRequirement.Between(least, Version.parseVersion(ends[1]));
    }
}
