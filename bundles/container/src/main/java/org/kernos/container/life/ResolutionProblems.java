package org.kernos.container.life;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.resolve.DependencyResolver;
import org.kernos.container.resolve.Node;
import org.kernos.container.resolve.Resolution;
import org.osgi.framework.Bundle;

/** Says why the framework could not resolve modules, in the words of modules instead of filters (architecture N-9). */
public final class ResolutionProblems {

    private final ModuleTable table;
    private final Extensions extensions;

    public ResolutionProblems(ModuleTable table, Extensions extensions) {
        this.table = table;
        this.extensions = extensions;
    }

    /** At least one problem: what keeps this unresolved module from being resolved. */
    public List<Problem> of(ModuleEntry entry) {
        return of(List.of(entry)).getOrDefault(entry, List.of());
    }

    /** The same of a revision that is to take the place of one that serves. */
    public List<Problem> ofReplacement(ModuleEntry former, ModuleEntry next) {
        List<ModuleEntry> all = new ArrayList<>(table.all());
        all.remove(former);
        all.add(next);
        return of(List.of(next), all).getOrDefault(next, List.of());
    }

    /** The same of several, in their order. */
    public Map<ModuleEntry, List<Problem>> of(Collection<ModuleEntry> unresolved) {
        return of(unresolved, table.all());
    }

    private Map<ModuleEntry, List<Problem>> of(Collection<ModuleEntry> unresolved, Collection<ModuleEntry> all) {
        Map<ModuleEntry, List<Problem>> problems = new LinkedHashMap<>();
        if (unresolved.isEmpty()) {
            return problems;
        }
        Map<ModuleEntry, Node> nodes = new HashMap<>();
        Map<Node, List<Problem>> unusable = new HashMap<>();
        for (ModuleEntry entry : all) {
            Node node = Node.of(entry.descriptor());
            nodes.put(entry, node);
            if (!isResolved(entry) && !hasRuntime(entry)) {
                unusable.put(node, List.of(withoutRuntime(entry)));
            }
        }
        Resolution resolution = DependencyResolver.resolve(nodes.values(), unusable);
        for (ModuleEntry entry : unresolved) {
            Node node = nodes.get(entry);
            List<Problem> found = node == null ? List.of() : resolution.problems(node);
            problems.put(entry, placed(found.isEmpty() ? List.of(unexplained(entry)) : found, entry));
        }
        return problems;
    }

    private static List<Problem> placed(List<Problem> problems, ModuleEntry entry) {
        Place place = Place.of(entry.headers().shownLocation());
        return problems.stream().map(problem -> problem.at(place)).toList();
    }

    private static boolean isResolved(ModuleEntry entry) {
        int state = entry.bundle().getState();
        return state != Bundle.INSTALLED && state != Bundle.UNINSTALLED;
    }

    private boolean hasRuntime(ModuleEntry entry) {
        return extensions.findRuntime(entry.descriptor().runtime()).isPresent();
    }

    private static Problem withoutRuntime(ModuleEntry entry) {
        return Problem.of(
                        ProblemCode.RUNTIME_MISSING,
                        "module '" + entry.name() + "' needs runtime '"
                                + entry.descriptor().runtime() + "', which is not active")
                .fix("install and start the bundle that provides it");
    }

    private static Problem unexplained(ModuleEntry entry) {
        String message = "the framework did not resolve module '" + entry.name() + "', bundle "
                + entry.bundle().getBundleId();
        return Problem.of(ProblemCode.FRAMEWORK, message)
                .fix("resolve the bundle with the framework's own command to see its reason");
    }
}
