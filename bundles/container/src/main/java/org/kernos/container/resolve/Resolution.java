package org.kernos.container.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** What {@link DependencyResolver} found. */
public final class Resolution {

    /** So many modules in a chain are named at most; who asks for the last one learns what is behind it. */
    private static final int LONGEST_CHAIN = 10;

    private final Choices choices;
    private final List<Node> loadOrder;
    private final Map<Node, Problem> circles;
    private final Map<Node, List<Problem>> unusable;

    Resolution(Choices choices, List<Node> loadOrder, Map<Node, Problem> circles, Map<Node, List<Problem>> unusable) {
        this.choices = choices;
        this.loadOrder = List.copyOf(loadOrder);
        this.circles = circles;
        this.unusable = unusable;
    }

    /** The modules that can be loaded: each after all it depends on, otherwise by name, then version (helix X-13). */
    public List<Node> loadOrder() {
        return loadOrder;
    }

    /** The exact reverse of {@link #loadOrder}. */
    public List<Node> unloadOrder() {
        List<Node> reversed = new ArrayList<>(loadOrder);
        Collections.reverse(reversed);
        return reversed;
    }

    public boolean isResolved(Node node) {
        return !choices.isRefused(node);
    }

    /** What the dependencies of a resolved node lead to, in the order of its descriptor. */
    public List<Wire> wires(Node node) {
        return choices.wires(node);
    }

    /** The circle that a node is in, if it is in one. */
    public Optional<Problem> circle(Node node) {
        return Optional.ofNullable(circles.get(node));
    }

    /** Everything that keeps a node from being loaded; empty when it is resolved. */
    public List<Problem> problems(Node node) {
        return isResolved(node) ? List.of() : explain(node, new HashSet<>(), 1);
    }

    /**
     * @param seen what has been explained so far
     * @param depth how many modules the chain to this one has, with it
     */
    private List<Problem> explain(Node node, Set<Node> seen, int depth) {
        if (depth > LONGEST_CHAIN) {
            return List.of(
                    Problem.of(ProblemCode.DEPENDENCY_MISSING, "module '" + node.name() + "' is unresolved in its turn")
                            .fix("kernel:why " + node.name() + " tells what is behind it"));
        } else if (!seen.add(node)) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>(unusable.getOrDefault(node, List.of()));
        circle(node).ifPresent(problems::add);
        for (Dependency dependency : node.dependencies()) {
            if (!dependency.optional()) {
                problems.addAll(explain(node, dependency, seen, depth));
            }
        }
        return problems;
    }

    private List<Problem> explain(Node node, Dependency dependency, Set<Node> seen, int depth) {
        List<Node> namesakes = choices.namesakes(dependency.module());
        if (namesakes.isEmpty()) {
            return List.of(MissingDependency.absent(node.name(), dependency, choices.names()));
        }
        List<Node> fitting = namesakes.stream()
                .filter(candidate -> dependency.isMetBy(candidate.name(), candidate.version()))
                .toList();
        if (fitting.isEmpty()) {
            return List.of(MissingDependency.conflict(
                    node.name(),
                    dependency,
                    namesakes.stream().map(Node::version).toList()));
        }
        List<Problem> problems = new ArrayList<>();
        // On a circle everything is said already.
        if (circle(node).isEmpty() && fitting.stream().noneMatch(this::isResolved)) {
            for (Node candidate : fitting) {
                explain(candidate, seen, depth + 1)
                        .forEach(cause -> problems.add(MissingDependency.unresolved(node.name(), dependency, cause)));
            }
        }
        return problems;
    }
}
