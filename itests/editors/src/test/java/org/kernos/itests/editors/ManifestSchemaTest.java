package org.kernos.itests.editors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.descriptor.JavaPart;
import org.kernos.descriptor.ManifestReader;
import org.kernos.format.exocore.ExocoreReader;

/** The schema that the SDK has for manifest.json says what the readers say, as far as a schema can. */
final class ManifestSchemaTest {

    private static final Path ROOT = Path.of(System.getProperty("kernos.root"));
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Manifests whose only mistakes need more than the one value to see: other files, or two values at once. */
    private static final Set<String> UNSEEN = Set.of(
            "dependency-itself",
            "entry-forgotten",
            "jar-form",
            "java-class-only",
            "java-empty",
            "library-with-class",
            "manifest-dependencies",
            "manifest-differs",
            "manifest-same-id");

    private static JsonNode schemaText() throws IOException {
        return JSON.readTree(
                ROOT.resolve("distribution/sdk/schema/manifest.schema.json").toFile());
    }

    private static Set<ValidationMessage> mistakes(Path manifest) throws IOException {
        return mistakes(JSON.readTree(manifest.toFile()));
    }

    private static Set<ValidationMessage> mistakes(JsonNode manifest) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText());
        return schema.validate(manifest);
    }

    static List<Path> goldenCases() throws IOException {
        List<Path> cases = new ArrayList<>();
        for (String bundle : List.of("sxs", "format.helix", "format.exocore")) {
            Path modules = ROOT.resolve("bundles").resolve(bundle).resolve("src/test/resources/modules");
            try (Stream<Path> directories = Files.list(modules)) {
                directories
                        .filter(directory -> Files.exists(directory.resolve("manifest.json")))
                        .sorted()
                        .forEach(cases::add);
            }
        }
        return cases;
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("distribution"))) {
            return files.filter(file ->
                            file.endsWith("manifest.json") && !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static boolean isJson(Path file) throws IOException {
        try {
            return JSON.readTree(file.toFile()).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Whether an author is told of a problem at a place in the manifest, beyond its agreement with others. */
    private static boolean hasMistake(Path module) throws IOException {
        return Files.readAllLines(module.resolve("expected.txt")).stream()
                .filter(line -> !line.contains("the key is unknown"))
                .anyMatch(line -> line.matches("KERNOS-0(106 .*|(101|104|107|109|114|202) /.*)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void samplesAreValid(Path manifest) throws IOException {
        assertThat(mistakes(manifest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.md", "sxs.md"})
    void theExamplesInTheDocsAreValid(String page) throws IOException {
        String text = Files.readString(ROOT.resolve("docs/formats").resolve(page));
        List<String> parts = List.of(text.split("```json"));

        assertThat(parts).hasSizeGreaterThan(1);
        for (String part : parts.subList(1, parts.size())) {
            assertThat(mistakes(JSON.readTree(part.substring(0, part.indexOf("```")))))
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenCases")
    void theSchemaAgreesWithTheReaders(Path module) throws IOException {
        Path manifest = module.resolve("manifest.json");
        assumeTrue(isJson(manifest), "what is no JSON object is the reader's to tell");
        boolean isMistake =
                hasMistake(module) && !UNSEEN.contains(module.getFileName().toString());

        assertThat(!mistakes(manifest).isEmpty())
                .as(mistakes(manifest).toString())
                .isEqualTo(isMistake);
    }

    @Test
    void whatTheSchemaCannotSeeIsOnlyWhatIsSaidSo() throws IOException {
        List<Path> cases = goldenCases();
        for (Path module : cases) {
            if (UNSEEN.contains(module.getFileName().toString())) {
                assertThat(mistakes(module.resolve("manifest.json")))
                        .as(module.toString())
                        .isEmpty();
            }
        }
        assertThat(cases).extracting(module -> module.getFileName().toString()).containsAll(UNSEEN);
    }

    @Test
    void theSchemaHasTheReadersKeys() throws IOException {
        Set<String> keys = new TreeSet<>(ManifestReader.KEYS);
        keys.addAll(List.of("args", "retain-objects", JavaPart.KEY));
        keys.addAll(ExocoreReader.KEYS);

        assertThat(schemaText().path("properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
    }
}
