package org.kernos.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kernos.api.Problem;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** Holds {@code docs/formats/values.md} and the code together. */
class ValuesPageTest {

    private final List<String> page = Files.readAllLines(Path.of("../../docs/formats/values.md"));

    ValuesPageTest() throws IOException {}

    /** The cells of the table behind this comment, without its head. */
    private List<List<String>> table(String comment) {
        return behind(comment).stream()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.substring(2, line.length() - 2))
                .map(line -> List.of(line.split(" \\| ")))
                .toList();
    }

    private List<String> behind(String comment) {
        int index = page.indexOf("<!-- " + comment + " -->");
        assertThat(index).as(comment).isNotNegative();
        return page.subList(index + 1, page.size());
    }

    private static String code(String cell) {
        assertThat(cell).startsWith("`").endsWith("`");
        return cell.substring(1, cell.length() - 1);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The value of an example, which has been compared in both forms and both directions. */
    private static Value value(List<String> row) {
        byte[] json = utf8(code(row.get(1)));
        byte[] binary = bytes(code(row.get(2)));
        Value value = Codec.JSON.readValue(json);

        assertThat(Codec.BINARY.readValue(binary)).isEqualTo(value);
        assertThat(Codec.JSON.write(value)).asString(StandardCharsets.UTF_8).isEqualTo(code(row.get(1)));
        assertThat(Codec.BINARY.write(value)).as(row.get(0)).isEqualTo(binary);
        return value;
    }

    @Test
    void valuesHaveTheFormsThatThePageSays() {
        List<List<String>> examples = table("examples: values");

        assertThat(examples).hasSizeGreaterThan(20);
        for (List<String> row : examples) {
            assertThat(value(row)).hasToString(code(row.get(0)));
        }
    }

    @Test
    void everyTypeThatHasValuesHasAnExample() {
        List<ValueType> shown = table("examples: values").stream()
                .map(row -> value(row).type())
                .distinct()
                .toList();

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ValueType.values())
                        .filter(type -> type != ValueType.RUNE)
                        .toList());
    }

    @Test
    void textsHaveTheFormsThatThePageSays() {
        List<List<String>> examples = table("examples: texts");

        assertThat(examples).hasSize(4);
        for (List<String> row : examples) {
            String text = ((Value.Str) value(row)).text();
            StringBuilder escaped = new StringBuilder();
            text.chars()
                    .forEach(c -> escaped.append(c < 0x80 ? String.valueOf((char) c) : String.format("\\u%04X", c)));
            assertThat("\"" + escaped + "\"").isEqualTo(code(row.get(0)));
        }
    }

    @Test
    void typesHaveTheCodesAndKeysThatThePageSays() {
        List<String> rows = table("table: types").stream()
                .map(row -> code(row.get(0)) + " " + row.get(1))
                .toList();
        List<String> types = Arrays.stream(ValueType.values())
                .map(type -> type.keyword() + " " + type.code())
                .toList();

        assertThat(rows).isEqualTo(types);
    }

    /** The lines of the two code blocks behind this comment: JSON and hexadecimal digits. */
    private List<String> blocks(String comment) {
        List<String> lines = behind(comment);
        assertThat(lines.get(0)).isEqualTo("```json");
        return List.of(lines.get(1), lines.get(4));
    }

    @Test
    void theSignatureHasTheFormsThatThePageSays() {
        List<String> forms = blocks("example: signature");
        Signature signature = Codec.JSON.readSignature(utf8(forms.get(0)));

        assertThat(Codec.BINARY.readSignature(bytes(forms.get(1)))).isEqualTo(signature);
        assertThat(Codec.JSON.write(signature)).asString(StandardCharsets.UTF_8).isEqualTo(forms.get(0));
        assertThat(page).contains("`" + signature.describe("put") + "`");
    }

    @Test
    void theProblemHasTheFormsThatThePageSays() {
        List<String> forms = blocks("example: problem");
        Problem problem = Codec.JSON.readProblem(utf8(forms.get(0)));

        assertThat(Codec.BINARY.readProblem(bytes(forms.get(1)))).isEqualTo(problem);
        assertThat(Codec.JSON.write(problem)).asString(StandardCharsets.UTF_8).isEqualTo(forms.get(0));
        assertThat(String.join("\n", page)).contains("```\n" + problem + "\n```");
    }
}
