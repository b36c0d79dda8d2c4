package org.kernos.runtime.java;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleTraits;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Version;

/** As much of the format of Helix modules as these tests' manifests need. They have no mistakes. */
final class HelixManifest {

    private final Json.Members root;

    private HelixManifest(Json.Members root) {
        this.root = root;
    }

    static ModuleDescriptor read(ModuleFiles files) throws ModuleException {
        ProblemList problems = new ProblemList();
        byte[] bytes = files.read(ManifestReader.FILE, 1 << 20);
        Json.Members root = ManifestReader.parse(ManifestReader.FILE, bytes, problems, problems)
                .orElseThrow(problems::toException)
                .root();
        return new HelixManifest(root).descriptor(files.directoryName());
    }

    private ModuleDescriptor descriptor(String directory) {
        Map<String, String> properties = new HashMap<>();
        Json.Members java = (Json.Members) root.members().get("java").value();
        properties.put("helix", "java");
        properties.put("class", text(java, "class").orElseThrow());
        properties.put("library", text(java, "jar").orElseThrow());
        member(root, "config").ifPresent(config -> ((Json.Members) config)
                .members()
                .forEach((key, value) -> properties.put("config." + key, ((Json.Text) value.value()).value())));
        List<InterfaceDefinition> provides = provides();
        return new ModuleDescriptor(
                text(root, "name").orElse(directory),
                Version.parseVersion(text(root, "version").orElse("1.0.0")),
                "helix",
                "java",
                functions(provides),
                items("dependencies").map(HelixManifest::dependency).toList(),
                new ModuleTraits(provides, flags(), Optional.of(capabilities()), AbiVersion.CURRENT),
                properties);
    }

    private static List<FunctionDeclaration> functions(List<InterfaceDefinition> provides) {
        Map<String, FunctionDeclaration> functions = new LinkedHashMap<>();
        provides.stream()
                .flatMap(provided -> provided.methods().stream())
                .forEach(method -> functions.put(
                        method.name(), new FunctionDeclaration(method.name(), method.signature(), Optional.empty())));
        return new ArrayList<>(functions.values());
    }

    private static Dependency dependency(Json json) {
        Json.Members object = (Json.Members) json;
        Version version = Version.parseVersion(text(object, "version").orElseThrow());
        return new Dependency(text(object, "name").orElseThrow(), new VersionRequirement.Compatible(version), false);
    }

    private List<InterfaceDefinition> provides() {
        return items("provides")
                .map(Json.Members.class::cast)
                .map(provided -> new InterfaceDefinition(
                        text(provided, "name").orElseThrow(),
                        Version.parseVersion(text(provided, "version").orElseThrow()),
                        items(provided, "methods")
                                .map(method -> MethodSignature.parse(((Json.Text) method).value()))
                                .toList()))
                .toList();
    }

    private Set<ModuleFlag> flags() {
        Set<ModuleFlag> flags = new HashSet<>();
        items("flags")
                .forEach(flag ->
                        flags.add(ModuleFlag.find(((Json.Text) flag).value()).orElseThrow()));
        return flags;
    }

    private Set<ModuleCapability> capabilities() {
        Set<ModuleCapability> capabilities = new HashSet<>();
        items("capabilities")
                .forEach(capability -> capabilities.add(
                        ModuleCapability.find(((Json.Text) capability).value()).orElseThrow()));
        return capabilities;
    }

    private Stream<Json> items(String key) {
        return items(root, key);
    }

    private static Stream<Json> items(Json.Members object, String key) {
        return member(object, key).stream().flatMap(list -> ((Json.Items) list).items().stream());
    }

    private static Optional<String> text(Json.Members object, String key) {
        return member(object, key).map(json -> ((Json.Text) json).value());
    }

    private static Optional<Json> member(Json.Members object, String key) {
        return Optional.ofNullable(object.members().get(key)).map(Json.Member::value);
    }
}
