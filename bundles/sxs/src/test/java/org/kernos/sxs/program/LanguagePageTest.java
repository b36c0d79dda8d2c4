package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.ModuleException;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.tree.Instruction;

/**
 * Runs every program of docs/language.md and compares what it prints and comes to with the block behind it. Its own block says {@code sxs}, and {@code unchecked} when no check
 * comes before, or the name of the file that later ones import. {@code mvn -Dgolden.update=true test} writes the results anew; review the difference.
 */
final class LanguagePageTest {

    private static final Path PAGE = Path.of("../../docs/language.md");
    private static final Pattern BLOCK = Pattern.compile(
            "^```sxs(?: (\\S+))?\\n(.*?)^```\\n(?:\\n?^```\\n(.*?)^```\\n)?", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    static Path directory;

    record Example(String kind, String program, String expected) {
        @Override
        public String toString() {
            return program.strip();
        }

        boolean isFile() {
            return kind.endsWith(".sxs");
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            Example example = new Example(
                    blocks.group(1) == null ? "" : blocks.group(1),
                    blocks.group(2),
                    blocks.group(3) == null ? "" : blocks.group(3));
            if (example.isFile()) {
                Files.writeString(directory.resolve(example.kind()), example.program());
            } else {
                examples.add(example);
            }
        }
        return examples;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void anExampleDoesWhatThePageSays(Example example) throws IOException {
        String outcome = outcome(example);
        if (Boolean.getBoolean("golden.update")) {
            String block = "```sxs" + (example.kind().isEmpty() ? "" : " " + example.kind()) + "\n" + example.program()
                    + "```\n```\n";
            Files.writeString(
                    PAGE,
                    Files.readString(PAGE).replace(block + example.expected() + "```\n", block + outcome + "```\n"));
            return;
        }
        assertThat(outcome).isEqualTo(example.expected());
    }

    private static String outcome(Example example) {
        ProgramOptions options = ProgramOptions.DEFAULT.withWorkingDirectory(directory);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream output = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String end;
        try {
            ProgramLanguage language = new SxsLanguage(modules(), ProgramLimits.DEFAULT);
            end = language.parse("program.sxs", example.program())
                    .run((example.kind().equals("unchecked") ? options.unchecked() : options).withOutput(output))
                    .toString();
        } catch (ProgramException e) {
            end = e.describe();
        } catch (ModuleException e) {
            end = e.getMessage();
        }
        return printed.toString(StandardCharsets.UTF_8) + end + "\n";
    }

    /** With what the sample kernel calls/map does. */
    private static Modules modules() {
        return new Modules()
                .add(
                        "calls",
                        "map",
                        new TypeSpec.Exact(ValueType.BRACKET_LIST),
                        (scope, a) -> new Value.ListValue(
                                ListKind.BRACKET,
                                ((Value.ListValue) a[1])
                                        .elements().stream()
                                                .map(each -> scope.eval(Value.paren(a[0], new Value.Some(each))))
                                                .toList()),
                        new TypeSpec.Exact(ValueType.SYMBOL),
                        new TypeSpec.Exact(ValueType.BRACKET_LIST));
    }

    @Test
    void everyInstructionHasARowAndAnExample() throws IOException {
        String page = Files.readString(PAGE);
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(10);
        for (Instruction instruction : Instruction.values()) {
            assertThat(page).as("the row of " + instruction.word()).contains("| `" + instruction.form() + "` |");
            assertThat(examples).as("an example of " + instruction.word()).anyMatch(example -> example.program()
                    .contains("(" + instruction.word() + " "));
        }
    }

    @Test
    void theDefaultLimitsAreThoseOfThePage() throws IOException {
        ProgramLimits limits = ProgramLimits.DEFAULT;
        assertThat(Files.readString(PAGE))
                .contains(
                        String.format(Locale.ROOT, "| `steps` | %,d |", limits.steps()),
                        String.format(Locale.ROOT, "| `depth` | %,d |", limits.depth()),
                        String.format(
                                Locale.ROOT, "| `time` | %,d |", limits.time().toMillis()),
                        String.format(Locale.ROOT, "| `output` | %,d |", limits.output()),
                        String.format(Locale.ROOT, "| `memory` | %,d |", limits.memory()));
    }

    @Test
    void noProgramOfThePageStandsWithoutItsResult() throws IOException {
        assertThat(examples()).noneMatch(example -> example.expected().isEmpty());
    }
}
