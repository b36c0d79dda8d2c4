package org.kernos.sxs.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kernos.api.KernelException;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** Programs with what a check finds in them: {@code passes}, or each problem as a terminal shows it. */
final class CheckCasesTest {

    private static final String PASSES = "passes";

    static Stream<Cases.Case> cases() throws IOException {
        return Cases.in("checks");
    }

    static Stream<Cases.Case> programs() throws IOException {
        return Cases.in("programs");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void checkFindsWhatItsCaseSays(Cases.Case each) throws ModuleException {
        assertThat(findings(each.program())).isEqualTo(each.expected());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void programThatRunsPassesTheCheck(Cases.Case each) throws ModuleException {
        boolean fails = each.expected().contains("KERNOS-") || each.expected().contains("@(internal function error");
        if (!fails) {
            assertThat(findings(each.program())).isEqualTo(PASSES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void programThatPassesFailsForNoTypeThatItsTextShows(Cases.Case each) {
        if (each.expected().equals(PASSES)) {
            assertThat(ProgramCasesTest.outcome(each.program(), modules(), ProgramOptions.DEFAULT))
                    .doesNotContain("KERNOS-");
        }
    }

    /** What the check finds, one problem after the other. */
    static String findings(String program) throws ModuleException {
        List<Problem> problems = SxsProgram.parse("program.sxs", program).check(modules(), ProgramOptions.DEFAULT);
        return problems.isEmpty()
                ? PASSES
                : problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    /** With a module whose signatures have what those of the others have not. */
    static Modules modules() {
        TypeSpec onInts = new TypeSpec.Fn(List.of(Modules.INT, Modules.INT), Modules.INT);
        TypeSpec none = new TypeSpec.Exact(ValueType.NONE);
        return new Modules()
                .add("more", "sum", Modules.INT, (scope, a) -> new Value.Int(a.length), Modules.INT, Modules.INT)
                .variadic("more", "sum")
                .add(
                        "more",
                        "fold",
                        Modules.INT,
                        (scope, a) -> scope.eval(Value.paren(a)),
                        onInts,
                        Modules.INT,
                        Modules.INT)
                .add(
                        "more",
                        "length",
                        Modules.INT,
                        (scope, a) -> new Value.Int(1),
                        new TypeSpec.Exact(ValueType.PAREN_LIST))
                .add("more", "print", none, (scope, a) -> Value.NONE, TypeSpec.ANY)
                .add("more", "fail", none, (scope, a) -> {
                    throw KernelException.raised(1, "failed").raisedIn("more/fail");
                })
                .add("more", "any", TypeSpec.ANY, (scope, a) -> a[0], TypeSpec.ANY);
    }
}
