package org.kernos.itests.editors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.SlpReader;

/** {@code sample.sxs} in the scopes of {@code sample.scopes}; {@code -Dgolden.update=true} writes that anew. */
class GrammarTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @Test
    void theSampleHasTheScopesOfTheGoldenFile() throws Exception {
        List<String> lines = Files.readAllLines(RESOURCES.resolve("sample.sxs"));
        List<List<Colours.Piece>> pieces = new Colours().of(lines);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            shown.append(lines.get(i)).append('\n');
            pieces.get(i).stream()
                    .filter(piece -> !piece.text().isBlank())
                    .forEach(piece -> shown.append(
                            String.format("        %-24s %s%n", piece.text().strip(), piece.scopes())));
        }

        Path golden = RESOURCES.resolve("sample.scopes");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, shown);
        }
        assertThat(shown).hasToString(Files.readString(golden));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsANumberToTheReaderIsOneToTheGrammar(long seed) throws Exception {
        Colours colours = new Colours();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String atom = atom(random);

            assertThat(colours.of(List.of(atom)))
                    .as(atom)
                    .containsExactly(List.of(new Colours.Piece(atom, expectedScope(atom))));
        }
    }

    private static String atom(Random random) {
        StringBuilder atom = new StringBuilder();
        for (int i = random.nextInt(7); i >= 0; i--) {
            atom.append("00123456789..eE+-+-x/(".charAt(random.nextInt(atom.isEmpty() ? 17 : 22)));
        }
        return atom.toString();
    }

    private static String expectedScope(String atom) {
        try {
            Source source = new Source("atom", atom.getBytes(StandardCharsets.UTF_8));
            Value value = SlpReader.readProgram(source, 1).objects().get(0).value();
            return value instanceof Value.Int
                    ? "constant.numeric.integer"
                    : value instanceof Value.Real ? "constant.numeric.real" : "variable.other";
        } catch (ModuleException e) {
            // An exponent may be too large for a real; the other numbers that cannot be have no digit.
            return e.getMessage().contains("larger than any real") ? "constant.numeric.real" : "invalid.illegal.number";
        }
    }

    @Test
    void theExtensionIsMadeOfFilesThatAreThere() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode contributes = json.readTree(
                        Colours.EXTENSION.resolve("package.json").toFile())
                .path("contributes");
        JsonNode language = contributes.path("languages").path(0);
        JsonNode grammar = contributes.path("grammars").path(0);
        JsonNode rules = json.readTree(
                Colours.EXTENSION.resolve(grammar.path("path").asText()).toFile());

        assertThat(grammar.path("language")).isEqualTo(language.path("id"));
        assertThat(grammar.path("scopeName")).isEqualTo(rules.path("scopeName"));
        assertThat(language.path("extensions").path(0).asText()).isEqualTo(".sxs");
        JsonNode configuration = json.readTree(Colours.EXTENSION
                .resolve(language.path("configuration").asText())
                .toFile());
        assertThat(configuration.path("comments").path("lineComment").asText()).isEqualTo(";");
    }
}
