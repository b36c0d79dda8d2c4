package org.kernos.container.resolve;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.Problem;

/**
 * Says which modules can be loaded together, in which order, and why the others cannot (helix ). It wires nothing: that
 * is the framework's, whose answer counts; this one is asked before it for circles, which the framework permits, and after it for an
 * explanation. Both take the highest version that fits and can itself be resolved ({@code HighestVersionHook}).
 */
public final class DependencyResolver {

    private DependencyResolver() {}

    /** The nodes are given in any order, which has no influence. */
    public static Resolution resolve(Collection<Node> nodes) {
        return resolve(nodes, Map.of());
    }

    /**
     * @param unusable nodes that cannot be loaded for another reason, each with it
     */
    public static Resolution resolve(Collection<Node> nodes, Map<Node, List<Problem>> unusable) {
        Choices choices =
                new Choices(nodes.stream().sorted(Node.BY_NAME_AND_VERSION).toList());
        choices.refuse(List.copyOf(unusable.keySet()));
        Map<Node, Problem> circles = new HashMap<>();
        // Who loses its provider to a circle may choose another one, which may close another circle.
        for (Map<Node, Problem> found = circles(choices); !found.isEmpty(); found = circles(choices)) {
            circles.putAll(found);
            choices.refuse(List.copyOf(found.keySet()));
        }
        return new Resolution(
                choices, DependencyOrder.sort(choices.accepted(), choices::providers), circles, Map.copyOf(unusable));
    }

    private static Map<Node, Problem> circles(Choices choices) {
        return Circles.find(choices.accepted(), choices::providers);
    }
}
