package org.kernos.container;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.resolve.DependencyResolver;
import org.kernos.container.resolve.Node;
import org.kernos.container.resolve.Resolution;

/** Finds candidates that would close a circle of dependencies, before they are installed (architecture N-7). */
final class CircleCheck {

    private CircleCheck() {}

    /** The circle of each candidate that is in one, among themselves and with what is installed, by directory; each with its place. */
    static Map<Path, Problem> find(List<ModuleCandidate> candidates, ModuleTable table) {
        Map<Path, Node> fresh = new LinkedHashMap<>();
        Map<Path, Place> places = new HashMap<>();
        for (ModuleCandidate candidate : candidates) {
            fresh.put(candidate.directory(), Node.of(candidate.descriptor()));
            places.put(candidate.directory(), Place.of(candidate.files().location()));
        }
        Map<String, List<Node>> known = new HashMap<>();
        for (ModuleEntry entry : table.all()) {
            if (!fresh.containsKey(entry.headers().directory())) {
                known.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(Node.of(entry.descriptor()));
            }
        }
        Resolution resolution = DependencyResolver.resolve(reachable(fresh.values(), known));
        Map<Path, Problem> circles = new LinkedHashMap<>();
        fresh.forEach((directory, node) -> resolution
                .circle(node)
                .ifPresent(problem -> circles.put(directory, problem.at(places.get(directory)))));
        return circles;
    }

    /** A circle holds only what its members need by name: one more module costs no look at ten thousand others. */
    private static Set<Node> reachable(Collection<Node> fresh, Map<String, List<Node>> known) {
        Set<Node> reached = new HashSet<>(fresh);
        Deque<Node> todo = new ArrayDeque<>(fresh);
        while (!todo.isEmpty()) {
            for (Dependency dependency : todo.remove().dependencies()) {
                List<Node> namesakes = known.remove(dependency.module());
                if (namesakes != null) {
                    reached.addAll(namesakes);
                    todo.addAll(namesakes);
                }
            }
        }
        return reached;
    }
}
