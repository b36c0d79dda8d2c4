package org.kernos.container;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.life.ModuleTable;

/** Finds modules that depend on themselves through others, which the framework would permit (architecture N-7). */
final class DependencyCycles {

    private final Map<String, ModuleDescriptor> descriptors = new HashMap<>();
    private final Set<String> finished = new LinkedHashSet<>();
    private final Map<String, Problem> problems = new LinkedHashMap<>();

    private DependencyCycles() {}

    /** The problem of each module on a cycle that these candidates would close, by module name. */
    static Map<String, Problem> find(List<ModuleCandidate> candidates, ModuleTable table) {
        DependencyCycles search = new DependencyCycles();
        table.all().forEach(entry -> search.descriptors.put(entry.name(), entry.descriptor()));
        candidates.forEach(
                candidate -> search.descriptors.put(candidate.descriptor().name(), candidate.descriptor()));
        candidates.forEach(candidate -> search.follow(candidate.descriptor().name()));
        return search.problems;
    }

    private record Step(String module, Iterator<Dependency> rest) {}

    /** Depth first with a stack of its own: a chain of ten thousand modules is no reason to overflow the thread's. */
    private void follow(String start) {
        Deque<Step> path = new ArrayDeque<>();
        Set<String> onPath = new LinkedHashSet<>();
        enter(start, path, onPath);
        while (!path.isEmpty()) {
            Step step = path.element();
            if (!step.rest().hasNext()) {
                path.remove();
                onPath.remove(step.module());
                finished.add(step.module());
                continue;
            }
            String next = step.rest().next().module();
            if (onPath.contains(next)) {
                report(next, onPath);
            } else if (!finished.contains(next)) {
                enter(next, path, onPath);
            }
        }
    }

    private void enter(String module, Deque<Step> path, Set<String> onPath) {
        ModuleDescriptor descriptor = descriptors.get(module);
        if (descriptor != null && !finished.contains(module)) {
            path.push(new Step(module, descriptor.dependencies().iterator()));
            onPath.add(module);
        }
    }

    private void report(String start, Set<String> onPath) {
        List<String> all = new ArrayList<>(onPath);
        List<String> cycle = all.subList(all.indexOf(start), all.size());
        String chain = String.join(" -> ", cycle) + " -> " + start;
        Problem problem = Problem.of(ProblemCode.DEPENDENCY_CYCLE, "modules depend on each other in a circle: " + chain)
                .fix("take one of these dependencies out, or make one module of them");
        cycle.forEach(module -> problems.putIfAbsent(module, problem));
    }
}
