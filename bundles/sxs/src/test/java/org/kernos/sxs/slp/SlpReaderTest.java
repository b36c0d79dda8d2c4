package org.kernos.sxs.slp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;

class SlpReaderTest {

    private static Source source(String text) {
        return new Source("test.sxs", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Document all(String text) throws ModuleException {
        return SlpReader.readAll(source(text), SlpReader.NESTING_LIMIT);
    }

    private static List<Value> values(String text) throws ModuleException {
        return all(text).objects().stream().map(Node::value).toList();
    }

    private static Value value(String text) throws ModuleException {
        assertThat(values(text)).hasSize(1);
        return values(text).get(0);
    }

    private static Value.Symbol symbol(String name) {
        return new Value.Symbol(name);
    }

    private static List<Problem> problems(String text) {
        ModuleException e = catchThrowableOfType(ModuleException.class, () -> all(text));
        assertThat(e).as("problems of %s", text).isNotNull();
        return e.problems();
    }

    private static List<Problem> programProblems(String text) {
        ModuleException e = catchThrowableOfType(
                ModuleException.class, () -> SlpReader.readProgram(source(text), SlpReader.NESTING_LIMIT));
        assertThat(e).as("problems of %s", text).isNotNull();
        return e.problems();
    }

    private static void assertProblem(String text, String message, String place) {
        Problem first = problems(text).get(0);
        assertThat(first.message()).startsWith(message);
        assertThat(first.place().orElseThrow()).hasToString("test.sxs:" + place);
        assertThat(first.code()).isEqualTo(ProblemCode.SYNTAX);
    }

    @ParameterizedTest(name = "{0} is the integer {1}")
    @CsvSource({
        "5, 5",
        "-5, -5",
        "+5, 5",
        "007, 7",
        "-0, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "+0000000000000000000000001, 1"
    })
    void digitsWithASignAreAnInteger(String text, long number) throws ModuleException {
        assertThat(value(text)).isEqualTo(new Value.Int(number));
    }

    @ParameterizedTest(name = "{0} is the real {1}")
    @CsvSource({
        ".5, 0.5",
        "5., 5.0",
        "-.5, -0.5",
        "+.5, 0.5",
        "1e5, 100000",
        "1E5, 100000",
        "1e, 1",
        "1e+, 1",
        "1e-, 1",
        "1.5e-3, 0.0015",
        "-0.0, -0.0",
        "4.9e-324, 4.9e-324",
        "1e-320, 1e-320",
        "1e-999, 0",
        "5.e1, 50",
        "1.7976931348623157E308, 1.7976931348623157E308"
    })
    void aPointOrAnExponentMakesAReal(String text, double number) throws ModuleException {
        assertThat(value(text)).isEqualTo(new Value.Real(number));
    }

    @ParameterizedTest(name = "{0} is a symbol")
    @ValueSource(
            strings = {
                "-", "+", "0x10", "12abc", "1/2", "--5", "inf", "nan", "..", "...", "1.2.3", "1e5.5", "1e5e5", "+-5",
                "e5", "-e", ":int", "$error", "a/b", ".x", "été", "1e+x", "5-", "a'", "empty?", "\u0001"
            })
    void everythingElseIsASymbol(String text) throws ModuleException {
        assertThat(value(text)).isEqualTo(symbol(text));
        assertThat(all(text).warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a(b", "5(6", "a\"b\"", "a[b", "a{", "a'b", "a#b", "x?y"})
    void anAtomDoesNotEndAtAnOpeningCharacterAndSaysSo(String text) throws ModuleException {
        Document document = all(" " + text);

        assertThat(document.objects()).extracting(Node::value).containsExactly(symbol(text));
        assertThat(document.warnings()).hasSize(1);
        Problem warning = document.warnings().get(0);
        assertThat(warning.code()).isEqualTo(ProblemCode.SUSPICIOUS_SYMBOL);
        assertThat(warning.message()).startsWith("'" + text + "' is one symbol, it does not end at '");
        assertThat(warning.place().orElseThrow()).hasToString("test.sxs:1:2");
    }

    @Test
    void anAtomEndsAtBlanksClosingBracketsAndComments() throws ModuleException {
        assertThat(values("a;x\nb\tc\u000Bd\fe\rf g")).hasSize(7);
        assertThat(value("(a)")).isEqualTo(Value.paren(symbol("a")));
        assertThat(value("[a]")).isEqualTo(Value.bracket(symbol("a")));
        assertThat(value("{a}")).isEqualTo(Value.brace(symbol("a")));
    }

    @Test
    void aNonBreakingSpaceIsNoBlank() throws ModuleException {
        assertThat(value("a\u00A0b")).isEqualTo(symbol("a\u00A0b"));
    }

    @Test
    void stringsHaveTheSixEscapesAndTakeOtherEscapedCharactersAsTheyAre() throws ModuleException {
        assertThat(value("\"\\n\\t\\r\\\\\\\"\\0\\q\\;\"")).isEqualTo(new Value.Str("\n\t\r\\\"\0q;"));
    }

    @Test
    void stringsSpanLinesAndHoldCommentSignsAndBrackets() throws ModuleException {
        assertThat(value("\"a;b\n(]'\"")).isEqualTo(new Value.Str("a;b\n(]'"));
        assertThat(values("\"a\"\"b\"")).containsExactly(new Value.Str("a"), new Value.Str("b"));
        assertThat(value("\"\"")).isEqualTo(new Value.Str(""));
    }

    @Test
    void stringsHoldAnyByte() throws ModuleException {
        byte[] bytes = new byte[258];
        for (int i = 0; i < 256; i++) {
            bytes[i + 1] = (byte) (i == '"' || i == '\\' ? 'x' : i);
        }
        bytes[0] = '"';
        bytes[257] = '"';

        Value value =
                SlpReader.readAll(new Source("b", bytes), 10).objects().get(0).value();

        assertThat(((Value.Str) value).bytes()).isEqualTo(Arrays.copyOfRange(bytes, 1, 257));
    }

    @Test
    void prefixesWrapOneObjectAndStackWithBlanksAndCommentsBetween() throws ModuleException {
        Value expected = new Value.Some(new Value.Datum(new Value.Error(new Value.Aberrant(symbol("a")))));

        assertThat(value("'#@?a")).isEqualTo(expected);
        assertThat(value("' # ; x\n @\n?\ta")).isEqualTo(expected);
        assertThat(values("'a b")).containsExactly(new Value.Some(symbol("a")), symbol("b"));
        assertThat(value("'(1 'b)"))
                .isEqualTo(new Value.Some(Value.paren(new Value.Int(1), new Value.Some(symbol("b")))));
    }

    @Test
    void textThatIsNoNumberIsAProblemAndReadingGoesOn() {
        List<Problem> problems = problems("(9223372036854775808 .\n 1e400 -.e5 -99999999999999999999)");

        assertThat(problems)
                .extracting(problem -> problem.place().orElseThrow().toString())
                .containsExactly("test.sxs:1:2", "test.sxs:1:22", "test.sxs:2:2", "test.sxs:2:8", "test.sxs:2:13");
        assertThat(problems.get(0).message()).isEqualTo("'9223372036854775808' does not fit the 64 bits of an integer");
        assertThat(problems.get(1).message()).isEqualTo("'.' has no digit, expected a number such as 0.5");
        assertThat(problems.get(2).message()).isEqualTo("'1e400' is larger than any real");
    }

    @Test
    void whatIsNotClosedIsNamedWithThePlaceOfTheInnermostOpenList() {
        assertProblem("(a\n  [b {c} (d) ", "Unclosed environment", "2:3");
        assertProblem("[a\n (b", "Unclosed paren list", "2:2");
        assertProblem("{", "Unclosed brace list", "1:1");
        assertProblem("(a \"b)", "Unclosed string", "1:4");
        assertProblem("\"b\\\"", "Unclosed string", "1:1");
        assertProblem("\"b\\", "Unclosed string", "1:1");
    }

    @Test
    void aPrefixWithoutAnObjectIsNamed() {
        assertProblem("(a ')", "Quote operator requires an object, found ')'", "1:4");
        assertProblem("@", "Error operator requires an object, found the end of the text", "1:1");
        assertProblem("[# ; x\n]", "Datum operator requires an object", "1:2");
        assertProblem("(? ", "Aberrant operator requires an object", "1:2");
    }

    @Test
    void aBracketThatDoesNotFitNamesBothPlaces() {
        assertProblem("(a\n]", "']' does not close the '(' at test.sxs:1:1, expected ')'", "2:1");
        assertProblem("[{)", "')' does not close the '{' at test.sxs:1:2, expected '}'", "1:3");
        assertProblem("a )", "')' closes nothing, no list is open", "1:3");
    }

    @Test
    void aMissingBlankIsToldBesideTheBracketThatItBreaks() {
        assertThat(problems("[(f(a) b)]"))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.SYNTAX, ProblemCode.SUSPICIOUS_SYMBOL);
    }

    @Test
    void aProgramIsOneObject() throws ModuleException {
        Document program = SlpReader.readProgram(source("; before\n[a] ; behind\n "), 10);

        assertThat(program.objects()).extracting(Node::value).containsExactly(Value.bracket(symbol("a")));
        assertThat(programProblems("[a] ; x\n (b) c").get(0).toString())
                .startsWith("KERNOS-0102 '(b' stands behind the end of the program")
                .contains("at  test.sxs:2:2");
        assertThat(programProblems("a b").get(0).message()).startsWith("'b' stands behind");
        assertThat(programProblems("a \"b\"").get(0).message()).contains("stands behind");
        assertThat(programProblems("a 'b").get(0).message()).contains("stands behind");
        assertThat(programProblems("(a))").get(0).message()).isEqualTo("')' closes nothing, no list is open");
        assertThat(programProblems(" ; none").get(0).message()).isEqualTo("No object found in source");
        assertThat(programProblems("").get(0).place().orElseThrow()).hasToString("test.sxs:1:1");
    }

    @Test
    void aByteOrderMarkAndAHashBangLineAreSkipped() throws ModuleException {
        assertThat(value("\uFEFFa")).isEqualTo(symbol("a"));
        assertThat(value("#!/usr/bin/env (sxs\na")).isEqualTo(symbol("a"));
        assertThat(value("\uFEFF#!/usr/bin/sxs\na")).isEqualTo(symbol("a"));
        assertThat(values("#!only")).isEmpty();
        assertThat(value("\n#!a")).isEqualTo(new Value.Datum(symbol("!a")));
        assertProblem("\uFEFF )", "')' closes nothing", "1:2");
        assertProblem("#!x\n)", "')' closes nothing", "2:1");
    }

    @Test
    void columnsCountCharacters() throws ModuleException {
        assertProblem("\"äöü€😀\" )", "')' closes nothing", "1:9");
        Document document = all("(été\n 'b [1])");
        Node list = document.objects().get(0);
        assertThat(list.children())
                .extracting(node -> document.source().place(node.start()).toString())
                .containsExactly("test.sxs:1:2", "test.sxs:2:2", "test.sxs:2:5");
        Node quoted = list.children().get(1);
        assertThat(document.source().place(quoted.children().get(0).start())).hasToString("test.sxs:2:3");
        assertThat(document.source().excerpt(quoted.start(), quoted.end())).isEqualTo("'b");
    }

    @Test
    void nestingUpToTheLimitIsReadAndBeyondItIsAProblem() throws ModuleException {
        String atLimit = "(".repeat(10_000) + ")".repeat(10_000);

        assertThat(value(atLimit).toString()).isEqualTo(atLimit);
        assertThat(value("'".repeat(10_000) + "a").toString()).hasSize(10_001);
        for (String deep : List.of("(", "[{", "'", "#(")) {
            Problem problem = problems(deep.repeat(100_000)).get(0);
            assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT);
            assertThat(problem.message()).isEqualTo("nesting is deeper than 10000 lists and prefixes");
            assertThat(problem.place().orElseThrow()).hasToString("test.sxs:1:10001");
        }
    }

    @Test
    void problemsBeyondTheHundredthAreCounted() {
        List<Problem> problems = problems(". ".repeat(500_000));

        assertThat(problems).hasSize(ProblemList.LISTED + 1);
        assertThat(problems.get(100).message()).isEqualTo("499900 more were found and are not listed");
    }
}
