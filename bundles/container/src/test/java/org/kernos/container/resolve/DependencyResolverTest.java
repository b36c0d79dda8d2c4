package org.kernos.container.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kernos.api.Dependency;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.osgi.framework.Version;

final class DependencyResolverTest {

    private static Node node(String name, String version, Dependency... dependencies) {
        return new Node(name, Version.parseVersion(version), List.of(dependencies));
    }

    private static Dependency any(String name) {
        return new Dependency(name, new VersionRequirement.Any(), false);
    }

    private static Dependency compatible(String name, String version) {
        return new Dependency(name, new VersionRequirement.Compatible(Version.parseVersion(version)), false);
    }

    private static Dependency optional(String name, String version) {
        return new Dependency(name, new VersionRequirement.Compatible(Version.parseVersion(version)), true);
    }

    private static List<String> names(List<Node> nodes) {
        return nodes.stream().map(Node::toString).toList();
    }

    @Test
    void dependenciesComeFirstAndOtherwiseNameAndVersionDecide() {
        List<Node> nodes = new ArrayList<>(List.of(
                node("c", "1.0.0"),
                node("a", "1.0.0", any("z")),
                node("b", "2.0.0"),
                node("b", "1.10.0"),
                node("b", "1.9.0"),
                node("z", "1.0.0")));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(nodes, new Random(seed));
            Resolution resolution = DependencyResolver.resolve(nodes);
            assertThat(names(resolution.loadOrder()))
                    .containsExactly("b 1.9.0", "b 1.10.0", "b 2.0.0", "c 1.0.0", "z 1.0.0", "a 1.0.0");
            List<Node> reversed = new ArrayList<>(resolution.unloadOrder());
            Collections.reverse(reversed);
            assertThat(reversed).isEqualTo(resolution.loadOrder());
        }
    }

    @Test
    void aDiamondWithConflictingRangesIsFineWhenBothVersionsAreThere() {
        Node app = node("app", "1.0.0", any("left"), any("right"));
        Node left = node("left", "1.0.0", compatible("base", "1.0.0"));
        Node right = node("right", "1.0.0", compatible("base", "2.0.0"));
        Node old = node("base", "1.4.0");
        Node fresh = node("base", "2.0.0");
        Resolution both = DependencyResolver.resolve(List.of(app, left, right, old, fresh));
        assertThat(both.loadOrder()).containsExactly(old, fresh, left, right, app);
        assertThat(both.wires(left)).extracting(Wire::provider).containsExactly(Optional.of(old));
        assertThat(both.wires(right)).extracting(Wire::provider).containsExactly(Optional.of(fresh));

        Resolution one = DependencyResolver.resolve(List.of(app, left, right, old));
        assertThat(one.loadOrder()).containsExactly(old, left);
        assertThat(one.problems(right)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.VERSION_CONFLICT);
            assertThat(problem.message()).isEqualTo("module 'right' needs base [2.0.0,3.0.0), installed: 1.4.0");
        });
        assertThat(one.problems(app)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DEPENDENCY_MISSING);
            assertThat(problem.message()).endsWith("module 'right' needs base [2.0.0,3.0.0), installed: 1.4.0");
        });
        assertThat(one.problems(left)).isEmpty();
    }

    @Test
    void aMissingModuleIsNamedWithNamesThatAreNear() {
        Node user = node("user", "1.0.0", any("senslip"));
        Resolution resolution = DependencyResolver.resolve(List.of(user, node("senslib", "1.0.0")));
        assertThat(resolution.problems(user)).extracting(Problem::suggestions).containsExactly(List.of("senslib"));
    }

    @Test
    void moreThanTenVersionsAreCounted() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            nodes.add(node("alu", "1." + i + ".0"));
        }
        Node user = node("user", "1.0.0", compatible("alu", "2.0.0"));
        nodes.add(user);
        assertThat(DependencyResolver.resolve(nodes).problems(user).get(0).message())
                .endsWith("installed: 1.0.0, 1.1.0, 1.2.0, 1.3.0, 1.4.0, 1.5.0, 1.6.0, 1.7.0, 1.8.0, 1.9.0 and 4 more");
    }

    @Test
    void anOptionalDependencyThatIsNotThereIsNoErrorAndShowsAsAnEmptyWire() {
        Node user = node("user", "1.0.0", optional("alu", "2.0.0"));
        Resolution resolution = DependencyResolver.resolve(List.of(user, node("alu", "1.0.0")));
        assertThat(resolution.isResolved(user)).isTrue();
        assertThat(resolution.wires(user)).singleElement().satisfies(wire -> assertThat(wire.provider())
                .isEmpty());
    }

    @Test
    void theHighestVersionThatCanItselfBeResolvedIsTaken() {
        Node user = node("user", "1.0.0", any("alu"));
        Node good = node("alu", "1.0.0");
        Node better = node("alu", "1.5.0");
        Node lonely = node("alu", "2.0.0", any("nowhere"));
        Resolution resolution = DependencyResolver.resolve(List.of(user, good, lonely, better));
        assertThat(resolution.wires(user)).extracting(Wire::provider).containsExactly(Optional.of(better));
    }

    @Test
    void aCircleIsNamedAsAWholeAndWhoNeedsItSaysWhy() {
        Node a = node("a", "1.0.0", any("b"));
        Node b = node("b", "1.0.0", any("c"));
        Node c = node("c", "1.0.0", any("a"));
        Node user = node("user", "1.0.0", any("b"));
        Resolution resolution = DependencyResolver.resolve(List.of(a, b, c, user));
        for (Node each : List.of(a, b, c)) {
            assertThat(resolution.problems(each)).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.DEPENDENCY_CYCLE);
                assertThat(problem.message()).isEqualTo("modules depend on each other in a circle: a -> b -> c -> a");
            });
        }
        assertThat(resolution.circle(user)).isEmpty();
        assertThat(resolution.problems(user).get(0).message())
                .isEqualTo(
                        "module 'user' needs b, which is present but itself unresolved because modules depend on each"
                                + " other in a circle: a -> b -> c -> a");
        assertThat(resolution.loadOrder()).isEmpty();
    }

    @Test
    void aModuleThatNeedsItselfIsACircleAndOneThatNeedsItsOlderVersionIsNot() {
        Node self = node("self", "1.0.0", any("self"));
        assertThat(DependencyResolver.resolve(List.of(self))
                        .problems(self)
                        .get(0)
                        .message())
                .endsWith(": self -> self");
        Node old = node("store", "1.0.0");
        Node fresh = node("store", "2.0.0", compatible("store", "1.0.0"));
        assertThat(DependencyResolver.resolve(List.of(fresh, old)).loadOrder()).containsExactly(old, fresh);
    }

    @Test
    void whoLosesAProviderToACircleTakesTheNextVersion() {
        Node low = node("alu", "1.0.0");
        Node high = node("alu", "2.0.0", any("peer"));
        Node peer = node("peer", "1.0.0", compatible("alu", "2.0.0"));
        Node user = node("user", "1.0.0", any("alu"));
        Resolution resolution = DependencyResolver.resolve(List.of(low, high, peer, user));
        assertThat(resolution.loadOrder()).containsExactly(low, user);
        assertThat(resolution.problems(high).get(0).message()).endsWith("alu -> peer -> alu");
    }

    @Test
    void whatIsUnusableForAnotherReasonExplainsItsDependents() {
        Node alu = node("alu", "1.0.0");
        Node user = node("user", "1.0.0", any("alu"));
        Problem reason = Problem.of(ProblemCode.RUNTIME_MISSING, "module 'alu' needs runtime 'wasm'");
        Resolution resolution = DependencyResolver.resolve(List.of(user, alu), Map.of(alu, List.of(reason)));
        assertThat(resolution.problems(alu)).containsExactly(reason);
        assertThat(resolution.problems(user).get(0).message()).endsWith("because " + reason.message());
    }

    @Test
    void whoNeedsManyIsToldTheReasonOfEach() {
        List<Node> nodes = new ArrayList<>();
        Dependency[] needs = new Dependency[15];
        for (int i = 0; i < needs.length; i++) {
            needs[i] = any("part" + i);
            nodes.add(node("part" + i, "1.0.0", any("gone")));
        }
        Node user = node("user", "1.0.0", needs);
        nodes.add(user);
        assertThat(DependencyResolver.resolve(nodes).problems(user))
                .hasSize(15)
                .allMatch(problem -> problem.message().endsWith(" needs gone, installed: none"))
                .extracting(Problem::fix)
                .containsOnly(Optional.of("load 'gone' first"));
    }

    @Test
    void whatIsBehindTheTenthModuleOfAChainIsAskedFor() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            nodes.add(node("m" + i, "1.0.0", any("m" + (i + 1))));
        }
        Problem problem =
                DependencyResolver.resolve(nodes).problems(nodes.get(0)).get(0);
        assertThat(problem.message()).endsWith("because module 'm11' is unresolved in its turn");
        assertThat(problem.fix()).hasValue("kernel:why m11 tells what is behind it");
    }

    @Test
    @Timeout(20)
    void aChainOfTenThousandIsOrderedAndExplainedInShortSentences() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            nodes.add(node("m" + i, "1.0.0", any("m" + (i + 1))));
        }
        Resolution broken = DependencyResolver.resolve(nodes);
        assertThat(broken.loadOrder()).isEmpty();
        assertThat(broken.problems(nodes.get(0)).get(0).message()).hasSizeLessThan(1_500);
        Node end = node("m10000", "1.0.0");
        nodes.add(end);
        Resolution whole = DependencyResolver.resolve(nodes);
        assertThat(whole.loadOrder()).hasSize(10_001).startsWith(end).endsWith(nodes.get(0));
        nodes.set(nodes.size() - 1, node("m10000", "1.0.0", any("m0")));
        Resolution circle = DependencyResolver.resolve(nodes);
        assertThat(circle.problems(nodes.get(5_000)).get(0).message())
                .startsWith("modules depend on each other in a circle: m0 -> m1 -> m2 -> ")
                .endsWith(" -> m49 -> (9951 more) -> m0");
    }

    /** Any dependencies at all: one tangle of nearly everything. */
    @Test
    @Timeout(20)
    void tenThousandInOneTangleAreRefusedInReasonableTime() {
        Random random = new Random(7);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Dependency[] needs = new Dependency[5];
            Arrays.setAll(needs, j -> any("m" + random.nextInt(10_000)));
            nodes.add(node("m" + i, "1.0.0", needs));
        }
        Resolution resolution = DependencyResolver.resolve(nodes);
        assertThat(resolution.loadOrder()).isEmpty();
        assertThat(nodes).noneMatch(node -> resolution.problems(node).isEmpty());
    }
}
