package org.kernos.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.spi.ModuleFiles;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.Version;

/**
 * A descriptor format for these tests: a properties file with version, needs ({@code alu 1.0.0, opt?}), and whatever the
 * {@link RecordingRuntime} is to do. Every module has the function {@code add}.
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
        List<Dependency> dependencies = new ArrayList<>();
        for (String need : properties.getProperty("needs", "").split(",")) {
            if (!need.isBlank()) {
                dependencies.add(dependency(need.trim()));
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
                        all),
                all.containsKey("warning")
                        ? List.of(Problem.of(ProblemCode.SUSPICIOUS_SYMBOL, all.get("warning")))
                        : List.of());
    }

    private static Dependency dependency(String need) {
        boolean optional = need.endsWith("?");
        String[] words = need.replace("?", "").split(" ");
        VersionRequirement requirement = words.length == 1
                ? new VersionRequirement.Any()
                : new VersionRequirement.Compatible(Version.parseVersion(words[1]));
        return new Dependency(words[0], requirement, optional);
    }
}
