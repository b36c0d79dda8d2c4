package org.kernos.container.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * Modules that need themselves through others, which the framework would permit (architecture N-7). They are the strong components
 * of the graph, found as Tarjan does, with a stack of its own: a chain of ten thousand modules is no reason to overflow the thread's.
 */
final class Circles {

    /** So many circles of one tangle are looked for; whoever is on none of them is told the first. */
    private static final int MOST_CHAINS = 50;

    /** Of a longer chain the middle is counted instead of named. */
    private static final int LONGEST_CHAIN = 50;

    private final Function<Node, List<Node>> providers;
    private final Map<Node, Visit> visits = new HashMap<>();
    private final Deque<Visit> open = new ArrayDeque<>();
    private final List<List<Node>> components = new ArrayList<>();

    private static final class Visit {
        private final Node node;
        private final List<Node> providers;
        private final int number;
        private int lowest;
        private int next;
        private boolean isOpen = true;

        Visit(Node node, List<Node> providers, int number) {
            this.node = node;
            this.providers = providers;
            this.number = number;
            this.lowest = number;
        }
    }

    private Circles(Function<Node, List<Node>> providers) {
        this.providers = providers;
    }

    /** What to tell each node that is in a circle. */
    static Map<Node, Problem> find(List<Node> nodes, Function<Node, List<Node>> providers) {
        Circles search = new Circles(providers);
        nodes.forEach(search::visitFrom);
        Map<Node, Problem> problems = new LinkedHashMap<>();
        search.components.forEach(component -> search.explain(component, problems));
        return problems;
    }

    private void visitFrom(Node start) {
        if (visits.containsKey(start)) {
            return;
        }
        Deque<Visit> path = new ArrayDeque<>();
        path.push(enter(start));
        while (!path.isEmpty()) {
            Visit visit = path.element();
            if (visit.next < visit.providers.size()) {
                follow(visit, visit.providers.get(visit.next++), path);
                continue;
            }
            path.remove();
            if (!path.isEmpty()) {
                path.element().lowest = Math.min(path.element().lowest, visit.lowest);
            }
            if (visit.lowest == visit.number) {
                finish(visit);
            }
        }
    }

    private Visit enter(Node node) {
        Visit visit = new Visit(node, providers.apply(node), visits.size());
        visits.put(node, visit);
        open.push(visit);
        return visit;
    }

    private void follow(Visit visit, Node provider, Deque<Visit> path) {
        Visit known = visits.get(provider);
        if (known == null) {
            path.push(enter(provider));
        } else if (known.isOpen) {
            visit.lowest = Math.min(visit.lowest, known.number);
        }
    }

    /** The first visit of a component takes the others off the stack. */
    private void finish(Visit first) {
        List<Node> component = new ArrayList<>();
        Visit member;
        do {
            member = open.pop();
            member.isOpen = false;
            component.add(member.node);
        } while (member != first);
        if (component.size() > 1 || first.providers.contains(first.node)) {
            component.sort(Node.BY_NAME_AND_VERSION);
            components.add(component);
        }
    }

    private void explain(List<Node> component, Map<Node, Problem> problems) {
        Set<Node> members = new HashSet<>(component);
        Problem first = null;
        int chains = 0;
        for (Node node : component) {
            if (problems.containsKey(node)) {
                continue;
            } else if (first != null && ++chains >= MOST_CHAINS) {
                problems.put(node, first);
                continue;
            }
            List<Node> chain = shortestFrom(node, members);
            Problem problem = problem(chain);
            chain.forEach(each -> problems.putIfAbsent(each, problem));
            first = first == null ? problem : first;
        }
    }

    /** The shortest way from a node back to it, which there is in a component. */
    private List<Node> shortestFrom(Node start, Set<Node> members) {
        Map<Node, Node> cameFrom = new HashMap<>();
        Deque<Node> todo = new ArrayDeque<>(List.of(start));
        while (!cameFrom.containsKey(start)) {
            Node node = todo.remove();
            for (Node provider : found(node)) {
                if (members.contains(provider) && cameFrom.putIfAbsent(provider, node) == null) {
                    todo.add(provider);
                }
            }
        }
        List<Node> backwards = new ArrayList<>();
        Node at = start;
        do {
            at = cameFrom.getOrDefault(at, start);
            backwards.add(at);
        } while (at != start);
        Collections.reverse(backwards);
        return backwards;
    }

    private List<Node> found(Node node) {
        Visit visit = visits.get(node);
        return visit == null ? List.of() : visit.providers;
    }

    private static Problem problem(List<Node> chain) {
        List<String> names = new ArrayList<>(chain.stream().map(Node::name).toList());
        if (names.size() > LONGEST_CHAIN) {
            List<String> middle = names.subList(LONGEST_CHAIN, names.size());
            int count = middle.size();
            middle.clear();
            names.add("(" + count + " more)");
        }
        names.add(chain.get(0).name());
        return Problem.of(
                        ProblemCode.DEPENDENCY_CYCLE,
                        "modules depend on each other in a circle: "
                                + names.stream().collect(Collectors.joining(" -> ")))
                .fix("take one of these dependencies out, or make one module of them");
    }
}
