package org.kernos.container.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Dependency;
import org.osgi.framework.VersionRange;

/**
 * Which provider each dependency has: of those that fit and are not refused, the highest version. A refused provider gives way to
 * the next lower one; a module with a dependency for which there is none left is refused itself, unless that one is optional.
 */
final class Choices {

    private final Map<String, List<Node>> namesakes = new HashMap<>();
    private final Map<Node, List<Need>> needs = new HashMap<>();
    /** The needs that have chosen a node, which look for another one when it is refused. */
    private final Map<Node, List<Need>> choosers = new HashMap<>();

    /** In the order in which the nodes were given. */
    private final List<Node> nodes;

    private final Set<Node> refused = new HashSet<>();

    /** One dependency of one node and where in the list of its namesakes the search for a provider has come. */
    private static final class Need {
        private final Node owner;
        private final Dependency dependency;
        private final VersionRange range;
        private final List<Node> namesakes;
        private int next;
        private @Nullable Node chosen;

        Need(Node owner, Dependency dependency, List<Node> namesakes) {
            this.owner = owner;
            this.dependency = dependency;
            this.range = dependency.requirement().range();
            this.namesakes = namesakes;
        }
    }

    Choices(List<Node> nodes) {
        this.nodes = nodes;
        for (Node node : nodes) {
            namesakes.computeIfAbsent(node.name(), name -> new ArrayList<>()).add(node);
        }
        namesakes
                .values()
                .forEach(list -> list.sort(Comparator.comparing(Node::version).reversed()));
        List<Node> lost = new ArrayList<>();
        for (Node node : nodes) {
            List<Need> own = new ArrayList<>(node.dependencies().size());
            for (Dependency dependency : node.dependencies()) {
                own.add(new Need(node, dependency, namesakes(dependency.module())));
            }
            needs.put(node, own);
            boolean complete = true;
            for (Need need : own) {
                complete &= choose(need);
            }
            if (!complete) {
                lost.add(node);
            }
        }
        refuse(lost);
    }

    /** Takes the next provider that will do; false when a module cannot be without one and there is none. */
    private boolean choose(Need need) {
        while (need.next < need.namesakes.size()) {
            Node candidate = need.namesakes.get(need.next++);
            if (need.range.includes(candidate.version()) && !isRefused(candidate)) {
                need.chosen = candidate;
                choosers.computeIfAbsent(candidate, node -> new ArrayList<>()).add(need);
                return true;
            }
        }
        need.chosen = null;
        return need.dependency.optional();
    }

    /** Refuses these and whatever cannot be without them. */
    void refuse(List<Node> unusable) {
        Deque<Node> todo = new ArrayDeque<>(unusable);
        while (!todo.isEmpty()) {
            Node node = todo.remove();
            if (!refused.add(node)) {
                continue;
            }
            List<Need> without = choosers.remove(node);
            if (without != null) {
                without.stream().filter(need -> !choose(need)).forEach(need -> todo.add(need.owner));
            }
        }
    }

    boolean isRefused(Node node) {
        return refused.contains(node);
    }

    List<Node> accepted() {
        return nodes.stream().filter(node -> !isRefused(node)).toList();
    }

    /** Highest version first. */
    List<Node> namesakes(String name) {
        return namesakes.getOrDefault(name, List.of());
    }

    List<String> names() {
        return List.copyOf(namesakes.keySet());
    }

    /** The providers of an accepted node. */
    List<Node> providers(Node node) {
        return wires(node).stream()
                .flatMap(wire -> wire.provider().stream())
                .distinct()
                .toList();
    }

    List<Wire> wires(Node node) {
        return needs.getOrDefault(node, List.of()).stream()
                .map(need -> new Wire(need.dependency, Optional.ofNullable(need.chosen)))
                .toList();
    }
}
