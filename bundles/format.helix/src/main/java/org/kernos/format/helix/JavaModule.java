package org.kernos.format.helix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleTraits;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.JavaPart;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.Manifest;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Version;

/**
 * A Helix module in Java, whose manifest.json says everything. Either a jar in its directory has its class, or a bundle offers it as
 * a service, which a file {@value HelixReader#SERVICE} tells.
 */
final class JavaModule {

    private static final String EXAMPLE = "{\"jar\": \"my.jar\", \"class\": \"org.example.MyModule\"}";

    private final ModuleFiles files;
    private final ProblemList problems;
    private final ProblemList warnings;

    JavaModule(ModuleFiles files, ProblemList problems, ProblemList warnings) {
        this.files = files;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Empty when there is no manifest, which is noted; else not to be used when there are problems. */
    Optional<ModuleDescriptor> read() {
        String name = files.directoryName();
        if (!ModuleDescriptor.isModuleName(name)) {
            problems.add(Problem.of(
                            ProblemCode.NAME,
                            "the directory is '" + Source.excerpt(name) + "', which is no module's name")
                    .at(Place.of(files.location()))
                    .fix("use 1 to 128 of A-Z a-z 0-9 _ . - with a letter or digit first"));
            return Optional.empty();
        }
        return ManifestReader.parse(files, problems, warnings).map(reader -> descriptor(reader, name));
    }

    private ModuleDescriptor descriptor(ManifestReader reader, String name) {
        boolean isService = files.paths().contains(HelixReader.SERVICE);
        Manifest manifest = reader.read(name, isService ? List.of() : List.of(JavaPart.KEY));
        Map<String, String> properties = new HashMap<>(manifest.properties());
        properties.put(NativeModule.PROPERTY, isService ? "service" : "java");
        if (!isService) {
            properties.putAll(code(reader));
        }
        ModuleTraits said = manifest.traits();
        ModuleTraits traits = new ModuleTraits(
                said.provides(), said.flags(), said.capabilities().or(() -> Optional.of(Set.of())), said.abi());
        Place file = Place.of(files.location() + "/" + ManifestReader.FILE);
        return new ModuleDescriptor(
                name,
                manifest.version().orElse(Version.emptyVersion),
                HelixReader.KIND,
                "java",
                new MethodFunctions(file, problems).of(said.provides(), manifest.methods()),
                manifest.dependencies(),
                traits,
                properties);
    }

    private Map<String, String> code(ManifestReader reader) {
        Map<String, String> properties = new HashMap<>();
        Json.Member java = reader.root().members().get(JavaPart.KEY);
        if (java == null) {
            reader.problems()
                    .add(
                            reader.root(),
                            ProblemCode.MANIFEST,
                            "",
                            "nothing says which class is the module",
                            "write \"java\": " + EXAMPLE);
            return properties;
        }
        JavaPart part = new JavaPart(reader.problems(), "module", EXAMPLE);
        part.object(java.value(), List.of(JavaPart.JAR, JavaPart.CLASS)).ifPresent(object -> {
            part.jar(object).ifPresent(jar -> properties.put(DescriptorKeys.LIBRARY, jar.value()));
            part.className(object).ifPresent(name -> properties.put(JavaPart.CLASS, name));
        });
        return properties;
    }
}
