package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kernos.api.BootReport;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** What modules promise and expect beside functions, and what they read when it does not hold: {@code refusals.golden}. */
final class ContractsTest {

    private static final String SUM = "Sum 1.2.0: add(i64, i64) -> i64";

    @TempDir
    Path root;

    private TestContainer kernos;

    @BeforeEach
    void start() throws Exception {
        kernos = new TestContainer(
                root, "kernos.path", root.resolve("modules").toString(), "kernos.privileged", "trusted");
    }

    @AfterEach
    void stop() throws Exception {
        kernos.close();
    }

    private List<Problem> problems(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done.warnings();
        }
        return ((Outcome.Refused) outcome).problems();
    }

    private String load(String title, String name) {
        Outcome outcome = kernos.container().load(name);
        return section(title, outcome.getClass().getSimpleName(), problems(outcome));
    }

    private String section(String title, String outcome, List<Problem> problems) {
        String text = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        return "== " + title + ": " + outcome + "\n" + text.replace(root.toString(), "ROOT") + "\n\n";
    }

    private String loadAll(String title, Path... directories) {
        BootReport report = kernos.container().loadAll(List.of(directories));
        StringBuilder text = new StringBuilder();
        Map.copyOf(report.refused()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> text.append(
                        section(title + ", " + Path.of(each.getKey()).getFileName(), "Refused", each.getValue())));
        return text.toString();
    }

    @Test
    void everyRefusalReadsAsInTheGoldenFile() throws Exception {
        StringBuilder shown = new StringBuilder();
        kernos.module("abi2", "abi=2.0");
        shown.append(load("ABI 2.0", "abi2"));
        kernos.module("abi19", "abi=1.9");
        shown.append(load("ABI 1.9", "abi19"));
        kernos.module("abi19user", "abi=1.12", "needs=abi19");
        shown.append(load("ABI 1.12 that needs ABI 1.9", "abi19user"));
        shown.append(loadAll(
                "cycle of three",
                kernos.module("a", "needs=b"),
                kernos.module("b", "needs=c"),
                kernos.module("c", "needs=a")));
        shown.append(loadAll(
                "diamond with conflicting ranges",
                kernos.module("app", "needs=left,right"),
                kernos.module("left", "needs=base 1.0.0"),
                kernos.module("right", "needs=base 2.0.0"),
                kernos.module("base", "version=1.4.0")));
        kernos.module("lonely", "needs=bass 1.0.0");
        shown.append(load("missing dependency", "lonely"));
        kernos.module(
                "half", "provides=Sum 1.0.0: add(i64, i64) -> i64; sub(i64, i64) -> i64 | Turn 1.0.0: next() -> Task");
        shown.append(load("interfaces with methods too few", "half"));
        kernos.module("bent", "provides=Sum 1.0.0: add(f64, i64) -> i64; eval(i64)| Few 2.0.0: add(i64)");
        shown.append(load("interface with other types", "bent"));
        kernos.module("sum", "provides=" + SUM);
        shown.append(load("interface as it should be", "sum"));
        kernos.module("newer", "needs=sum", "compiled.sum=Sum 1.3.0: add(i64, i64) -> i64; sub(i64) | Turn 1.0.0");
        shown.append(load("consumer of a newer interface", "newer"));
        kernos.module("other", "needs=sum?", "compiled.sum=Sum 2.0.0: add(f64, i64) -> i64");
        shown.append(load("consumer of another interface", "other"));
        kernos.module("driver", "flags=privileged,driver");
        shown.append(load("privileged", "driver"));
        kernos.module("x", "provides=Aa 1.0.0");
        shown.append(load("first of two names with one id", "x"));
        kernos.module("y", "provides=BB 1.0.0");
        shown.append(load("second of two names with one id", "y"));
        kernos.module("both", "provides=C# 1.0.0 | BB 1.0.0 | Bb 1.0.0 | AaAa 1.0.0 | BBBB 1.0.0");
        shown.append(load("two names with one id in one module", "both"));
        kernos.module("kernos");
        shown.append(loadAll("the container's own name", root.resolve("modules/kernos")));
        try (var golden = getClass().getResourceAsStream("refusals.golden")) {
            assertThat(shown).hasToString(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aModuleWithAMethodTooFewIsClosedAgainAndLeavesNothing() throws Exception {
        kernos.module("half", "provides=Sum 1.0.0: add(i64, i64) -> i64; sub(i64, i64) -> i64");
        assertThat(problems(kernos.container().load("half")))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.INTERFACE_INCOMPLETE);
        assertThat(kernos.runtime.events).containsExactly("open half", "shutdown half", "close half");
        assertThat(kernos.bundles()).isEmpty();
        assertThat(kernos.registry().functions()).isEmpty();
    }

    @Test
    void anInterfaceIsACapabilityOfTheBundleWithItsIdAndVersion() throws Exception {
        kernos.module("sum", "provides=" + SUM);
        kernos.container().load("sum");
        Bundle bundle = kernos.bundles().get(0);
        List<BundleCapability> capabilities =
                bundle.adapt(BundleRevision.class).getDeclaredCapabilities("kernos.interface");
        assertThat(capabilities).singleElement().satisfies(capability -> assertThat(
                        capability.getAttributes().toString())
                .contains("kernos.interface=Sum", "id=83499", "version=1.2.0"));
    }

    @Test
    void nothingOfAModuleRunsThatIsRefusedBeforeItIsOpened() throws Exception {
        kernos.module("sum", "provides=" + SUM);
        kernos.container().load("sum");
        kernos.runtime.events.clear();
        kernos.module("other", "needs=sum", "compiled.sum=Sum 2.0.0");
        assertThat(problems(kernos.container().load("other")))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.INTERFACE_MISMATCH);
        assertThat(kernos.runtime.events).isEmpty();
        assertThat(kernos.bundles()).hasSize(1);
    }

    @Test
    void aPrivilegedModuleLoadsWhereItIsNamedAndNoLongerWhenItIsNot() throws Exception {
        kernos.module("trusted", "flags=privileged");
        assertThat(kernos.container().load("trusted")).isInstanceOf(Outcome.Done.class);
        kernos.configure("kernos.privileged", "");
        assertThat(kernos.registry().findModule("trusted").orElseThrow())
                .satisfies(module -> assertThat(module.state()).isEqualTo(ModuleState.ERROR))
                .satisfies(module -> assertThat(module.problems())
                        .extracting(Problem::code)
                        .containsExactly(ProblemCode.NOT_PRIVILEGED));
    }

    @Test
    void theFrameworksOwnInstallCommandMeetsTheSameChecks() throws Exception {
        Path driver = kernos.module("driver", "flags=privileged");
        assertThat(catchThrowable(() -> kernos.context().installBundle("kernos:" + driver)))
                .rootCause()
                .hasMessageContaining("KERNOS-0314");
        assertThat(kernos.bundles()).isEmpty();
    }
}
