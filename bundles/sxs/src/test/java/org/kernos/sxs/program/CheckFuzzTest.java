package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramException;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.slp.Mutation;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;

/**
 * Spoilt programs. Nothing but the declared exceptions comes out of reading, checking and running them; what the check refuses is wrong when it
 * is reached, and what it passes calls no module's function in a way that its text shows to be wrong.
 */
final class CheckFuzzTest {

    private static final int ROUNDS = 20_000;

    private static final String REACHED = "\"reached\"";

    private static final ProgramLimits LIMITS = ProgramLimits.DEFAULT
            .withSteps(2_000)
            .withDepth(200)
            .withTime(Duration.ofSeconds(5))
            .withOutput(10_000)
            .withMemory(1 << 20);

    /** What has come of all of a seed's programs: a fuzz that only ever meets one of these shows nothing. */
    private int unread;

    private int refused;
    private int ended;

    private static List<String> corpus() throws IOException {
        try (Stream<Cases.Case> cases = Stream.concat(Cases.in("programs"), Cases.in("checks"))) {
            return cases.map(Cases.Case::program).toList();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44, 45})
    @Timeout(120)
    void spoiltProgramsAreRefusedForAReason(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> corpus = corpus();
        for (int i = 0; i < ROUNDS; i++) {
            String text = spoilt(corpus, random);
            try {
                judge(text);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + i + ": " + text, e);
            }
        }
        assertThat(List.of(unread, refused, ended)).allMatch(count -> count > ROUNDS / 20);
    }

    private void judge(String text) {
        SxsProgram program;
        try {
            program = SxsProgram.parse("fuzz", text);
        } catch (ModuleException e) {
            unread++;
            return;
        }
        List<Problem> problems = program.check(CheckCasesTest.modules(), ProgramOptions.DEFAULT);
        ProgramException failure = run(program, new ByteArrayOutputStream());
        refused += problems.isEmpty() ? 0 : 1;
        ended += failure == null ? 1 : 0;
        if (problems.isEmpty() && failure != null) {
            assertThat(isShownByTheText(failure.problem(), text))
                    .as("not refused: %s", failure.problem())
                    .isFalse();
        } else if (failure == null && !text.contains("recover")) {
            problems.forEach(problem -> assertNotReached(problem, text));
        }
    }

    private static @Nullable ProgramException run(SxsProgram program, ByteArrayOutputStream printed) {
        ProgramOptions options = ProgramOptions.DEFAULT
                .unchecked()
                .withLimits(LIMITS)
                .withOutput(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.run(CheckCasesTest.modules(), options);
            return null;
        } catch (ProgramException e) {
            return e;
        }
    }

    /**
     * Whether a module's function was called by its name, with numbers and strings only, as it cannot be called. What an evaluation has
     * loaded no text shows.
     */
    private static boolean isShownByTheText(Problem problem, String text) {
        if (text.contains("eval") || text.contains("calls/")) {
            return false;
        }
        boolean isOfCall = problem.code() == ProblemCode.ARGUMENT_COUNT || problem.code() == ProblemCode.ARGUMENT_TYPE;
        Node node = problem.place().map(place -> find(place, text)).orElse(null);
        return isOfCall
                && node != null
                && node.children().size() > 0
                && node.children().get(0).value() instanceof Value.Symbol head
                && problem.message().startsWith(head.name() + ": ")
                && node.children().stream().skip(1).allMatch(CheckFuzzTest::isLiteral);
    }

    private static boolean isLiteral(Node node) {
        return node.value() instanceof Value.Int
                || node.value() instanceof Value.Real
                || node.value() instanceof Value.Str;
    }

    /** A program that runs to its end has not evaluated what is wrong in it, unless it is only not what was declared. */
    private static void assertNotReached(Problem problem, String text) {
        String said = problem.message() + problem.fix().orElse("");
        boolean isOfDeclaration =
                said.contains("if: branches of") || said.contains("' returns ") || said.contains(":fn<");
        Node node = problem.place().map(place -> find(place, text)).orElse(null);
        if (isOfDeclaration || node == null) {
            return;
        }
        byte[] bytes = bytes(text);
        String marked = text(bytes, 0, node.start()) + "[ (debug " + REACHED + ") "
                + text(bytes, node.start(), node.end()) + " ]" + text(bytes, node.end(), bytes.length);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            ProgramException failure = run(SxsProgram.parse("fuzz", marked), printed);
            assertThat(failure == null
                            && printed.toString(StandardCharsets.UTF_8).contains(REACHED))
                    .as("refused: %s", problem)
                    .isFalse();
        } catch (ModuleException e) {
            // The mark does not fit where nesting has come to its limit.
            assertThat(e.problems().get(0).code()).isEqualTo(ProblemCode.LIMIT);
        }
    }

    private static byte[] bytes(String text) {
        return new Value.Str(text).bytes();
    }

    private static String text(byte[] bytes, int from, int to) {
        return Value.Str.ofBytes(java.util.Arrays.copyOfRange(bytes, from, to)).text();
    }

    private static @Nullable Node find(Place place, String text) {
        try {
            Source source = new Source("fuzz", bytes(text));
            return nodes(source).stream()
                    .filter(node -> source.place(node.start()).equals(place))
                    .findFirst()
                    .orElse(null);
        } catch (ModuleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All nodes of a text, each before its parts. */
    private static List<Node> nodes(Source source) throws ModuleException {
        List<Node> all = new ArrayList<>(
                SlpReader.readProgram(source, SlpReader.NESTING_LIMIT).objects());
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).children());
        }
        return all;
    }

    /** Half of the programs are spoilt as texts, the others by a part of one in the place of a part of another. */
    private static String spoilt(List<String> corpus, Random random) {
        String text = corpus.get(random.nextInt(corpus.size()));
        if (random.nextBoolean()) {
            return Value.Str.ofBytes(Mutation.of(bytes(text), random)).text();
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            text = exchanged(text, corpus.get(random.nextInt(corpus.size())), random);
        }
        return text;
    }

    private static String exchanged(String text, String other, Random random) {
        try {
            byte[] bytes = bytes(text);
            byte[] given = bytes(other);
            Node taken = any(nodes(new Source("fuzz", bytes)), random);
            Node put = any(nodes(new Source("fuzz", given)), random);
            return text(bytes, 0, taken.start())
                    + text(given, put.start(), put.end())
                    + text(bytes, taken.end(), bytes.length);
        } catch (ModuleException e) {
            return text;
        }
    }

    private static Node any(List<Node> nodes, Random random) {
        return nodes.get(random.nextInt(nodes.size()));
    }
}
