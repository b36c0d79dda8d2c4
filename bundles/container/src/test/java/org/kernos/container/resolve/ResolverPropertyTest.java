package org.kernos.container.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.Dependency;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.osgi.framework.Version;

/** Random graphs against a model that says the same in few lines and takes its time. */
final class ResolverPropertyTest {

    private static final int GRAPHS = 150;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theResolverAgreesWithTheModel(long seed) {
        Random random = new Random(seed);
        for (int graph = 0; graph < GRAPHS; graph++) {
            List<Node> nodes = graph(random);
            Set<Node> expected = model(nodes);
            Resolution resolution = DependencyResolver.resolve(nodes);
            String which = "seed " + seed + " graph " + graph + " " + nodes;
            assertThat(new HashSet<>(resolution.loadOrder())).as(which).isEqualTo(expected);
            assertThat(resolution.loadOrder()).as(which).isEqualTo(modelOrder(expected));
            for (Node node : nodes) {
                assertThat(resolution.problems(node).isEmpty()).as(which).isEqualTo(expected.contains(node));
                if (expected.contains(node)) {
                    assertThat(resolution.wires(node))
                            .as(which)
                            .extracting(Wire::provider)
                            .containsExactlyElementsOf(node.dependencies().stream()
                                    .map(dependency -> choice(dependency, expected))
                                    .toList());
                }
                resolution.circle(node).ifPresent(problem -> assertIsCircle(problem, nodes, which));
            }
            List<Node> shuffled = new ArrayList<>(nodes);
            Collections.shuffle(shuffled, random);
            assertThat(DependencyResolver.resolve(shuffled).loadOrder())
                    .as(which)
                    .isEqualTo(resolution.loadOrder());
        }
    }

    private static List<Node> graph(Random random) {
        List<Node> nodes = new ArrayList<>();
        int names = 2 + random.nextInt(8);
        for (int name = 0; name < names; name++) {
            int versions = 1 + random.nextInt(3);
            for (int version = 0; version < versions; version++) {
                List<Dependency> dependencies = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    dependencies.add(new Dependency(
                            "n" + random.nextInt(names + 1), requirement(random), random.nextInt(4) == 0));
                }
                nodes.add(new Node("n" + name, new Version(version, 0, 0), dependencies));
            }
        }
        return nodes;
    }

    private static VersionRequirement requirement(Random random) {
        Version version = new Version(random.nextInt(3), 0, 0);
        return switch (random.nextInt(4)) {
            case 0 -> new VersionRequirement.Exact(version);
            case 1 -> new VersionRequirement.AtLeast(version);
            default -> new VersionRequirement.Any();
        };
    }

    /** Takes out what lacks something until nothing does, then what is in a circle, and begins again. */
    private static Set<Node> model(List<Node> nodes) {
        Set<Node> left = new HashSet<>(nodes);
        boolean changed = true;
        while (changed) {
            changed = left.removeIf(node -> node.dependencies().stream()
                    .anyMatch(dependency ->
                            !dependency.optional() && choice(dependency, left).isEmpty()));
            if (!changed) {
                Set<Node> stable = Set.copyOf(left);
                changed = left.removeIf(node -> reaches(node, node, stable, new HashSet<>()));
            }
        }
        return left;
    }

    private static Optional<Node> choice(Dependency dependency, Set<Node> among) {
        return among.stream()
                .filter(node -> node.name().equals(dependency.module())
                        && dependency.requirement().range().includes(node.version()))
                .max(Comparator.comparing(Node::version));
    }

    private static boolean reaches(Node from, Node target, Set<Node> among, Set<Node> seen) {
        for (Dependency dependency : from.dependencies()) {
            Optional<Node> next = choice(dependency, among);
            if (next.isPresent()
                    && (next.get() == target || (seen.add(next.get()) && reaches(next.get(), target, among, seen)))) {
                return true;
            }
        }
        return false;
    }

    private static List<Node> modelOrder(Set<Node> resolved) {
        List<Node> order = new ArrayList<>();
        while (order.size() < resolved.size()) {
            order.add(resolved.stream()
                    .filter(node -> !order.contains(node)
                            && node.dependencies().stream().allMatch(dependency -> choice(dependency, resolved)
                                    .map(order::contains)
                                    .orElse(true)))
                    .min(Node.BY_NAME_AND_VERSION)
                    .orElseThrow());
        }
        return order;
    }

    private static void assertIsCircle(Problem problem, List<Node> nodes, String which) {
        assertThat(problem.code()).isEqualTo(ProblemCode.DEPENDENCY_CYCLE);
        String[] chain = problem.message().replaceAll(".*: ", "").split(" -> ");
        assertThat(chain[0]).as(which).isEqualTo(chain[chain.length - 1]);
        for (int i = 0; i + 1 < chain.length; i++) {
            String from = chain[i];
            String to = chain[i + 1];
            assertThat(nodes)
                    .as(which + " " + problem.message())
                    .anyMatch(node -> node.name().equals(from)
                            && node.dependencies().stream()
                                    .anyMatch(dependency -> dependency.module().equals(to)));
        }
    }

    /** Far below a second; the limit is for machines that do other things as well. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    @Timeout(10)
    void tenThousandModulesWithFiftyThousandDependenciesAreOrdered(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            List<Dependency> dependencies = new ArrayList<>();
            for (int j = 0; j < 5 && i > 0; j++) {
                dependencies.add(new Dependency("m" + random.nextInt(i), new VersionRequirement.Any(), false));
            }
            nodes.add(new Node("m" + i, new Version(1, 0, 0), dependencies));
        }
        List<Node> order = DependencyResolver.resolve(nodes).loadOrder();
        assertThat(order).hasSize(10_000);
        Set<String> before = new HashSet<>();
        for (Node node : order) {
            assertThat(node.dependencies())
                    .as("seed %d %s", seed, node)
                    .allMatch(dependency -> before.contains(dependency.module()));
            before.add(node.name());
        }
    }
}
