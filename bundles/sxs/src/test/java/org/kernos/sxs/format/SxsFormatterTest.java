package org.kernos.sxs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.ModuleException;
import org.kernos.sxs.slp.SlpReader;

/** {@code src/test/resources/format} holds sources, and how each looks formatted. */
class SxsFormatterTest {

    private static final Path SOURCES = Path.of("src/test/resources/format");

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".sxs"))
                    .sorted()
                    .toList();
        }
    }

    private static String format(String text) throws ModuleException {
        return new SxsFormatter().format("text", text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void aSourceLooksAsItsGoldenFile(Path source) throws Exception {
        Path golden = Path.of(source.toString().replace(".sxs", ".formatted"));
        String formatted = format(Files.readString(source));

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, formatted);
        }
        assertThat(formatted).isEqualTo(Files.readString(golden));
    }

    @Test
    void aLineIsFilledUpToItsHundredthCharacter() throws ModuleException {
        String fits = "[\n    (f " + "é".repeat(90) + " a)\n]\n";
        String tooLong = "[\n    (f " + "é".repeat(91) + " a)\n]\n";

        assertThat(fits.lines().mapToInt(String::length).max()).hasValue(100);
        assertThat(format(fits)).isEqualTo(fits);
        assertThat(format(tooLong)).isEqualTo("[\n    (f " + "é".repeat(91) + "\n        a)\n]\n");
    }

    @Test
    void aShortBodyStaysAsItsAuthorWroteItAndALongOneOpens() throws ModuleException {
        assertThat(format("(fn (a :int) :int [(f a)])")).isEqualTo("(fn (a :int) :int [(f a)])\n");
        assertThat(format("(fn (a :int) :int [\n(f a)])")).isEqualTo("(fn (a :int) :int [\n    (f a)\n])\n");
        assertThat(format("(fn (a :int) :int [(f a) (g a)])"))
                .isEqualTo("(fn (a :int) :int [\n    (f a)\n    (g a)\n])\n");
    }

    @Test
    void aCommentBehindAPrefixMovesBeforeIt() throws ModuleException {
        assertThat(format("[a '; why\n#\n\n; how\nb]")).isEqualTo("[\n    a\n    ; why\n\n    ; how\n    '#b\n]\n");
    }

    @Test
    void linesOfOtherSystemsEndInALineFeed() throws ModuleException {
        assertThat(format("; a\r\n[\r\n(f \"x\r\ny\")\r\n]\r\n")).isEqualTo("; a\n[\n    (f \"x\r\ny\")\n]\n");
    }

    @Test
    void whatBeginsLikeAHeaderAndIsNoneStaysNone() throws ModuleException {
        assertThat(format(" #!x")).isEqualTo("\n#!x\n");
        assertThat(format("\n\uFEFFx")).isEqualTo("\n\uFEFFx\n");
        assertThat(format("\uFEFF#!kernos \r\n\n\n[]")).isEqualTo("\uFEFF#!kernos\n\n[]\n");
    }

    @Test
    void bytesThatAreNotUtf8Stay() throws ModuleException {
        byte[] text = {'(', (byte) 0xC3, ' ', '"', (byte) 0xFF, '"', ')', ' ', ';', (byte) 0x80, '\n'};

        assertThat(new SxsFormatter().format("text", text)).isEqualTo(text);
        assertThat(format("\"\uDCFF\"")).isEqualTo("\"\uDCFF\"\n");
    }

    @Test
    void whatIsNotSlpIsRefusedWithThePlace() {
        ModuleException e = catchThrowableOfType(ModuleException.class, () -> format("[\n(f a ; ]\n"));

        assertThat(e.problems()).singleElement().hasToString("""
                KERNOS-0102 Unclosed paren list, the text ends before its ')'
                  at  text:2:1
                  fix write ')' where the list ends""");
        assertThat(catchThrowableOfType(ModuleException.class, () -> format("one word"))
                        .problems())
                .singleElement()
                .hasToString("""
                        KERNOS-0102 'word' stands behind the end of the program, expected nothing but comments
                          at  text:1:5
                          fix put all objects into one bracket list: [ ... ]""");
    }

    /** Each of these would take the thread's stack, or time or memory that grows faster than the text. */
    @Test
    @Timeout(60)
    void nestingAndMegabytesAreFormattedAtOnce() throws ModuleException {
        int deep = SlpReader.NESTING_LIMIT;
        for (String opener :
                List.of("(", "[", "{", "[(", "(do [", "(f a [", "(def a (fn () :int [", "'", "[#", "(;\n", "'; c\n")) {
            int times = deep / opener.replaceAll("[^(\\[{'#]|\\(\\)", "").length();
            String closers = new StringBuilder(
                            opener.replaceAll("\\(\\)|[^(\\[{]", "").repeat(times))
                    .reverse()
                    .toString()
                    .replace('(', ')')
                    .replace('[', ']')
                    .replace('{', '}');
            assertThat(format(opener.repeat(times) + "x" + closers).length())
                    .as(opener)
                    .isLessThan(3_000_000);
        }
        for (String piece : List.of(
                "1 ", "(f a) ", "(f (g a) [1 2]) ", "() ", "\"\" ", "'a ", "; c\n", "\n", "(if a [b] [c (d)]) ")) {
            String text = piece.repeat(250_000 / piece.length());
            for (String list : List.of("[" + text + "]", "(f " + text + ")", "(do {" + text + "})")) {
                assertThat(format(list).length()).as(piece).isLessThan(1_000_000);
            }
        }
    }
}
