package org.kernos.container.life;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.kernos.api.Dependency;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.framework.Bundle;

/** Says why the framework could not resolve a module, in the words of modules instead of filters (architecture N-9). */
public final class ResolutionProblems {

    /** So many modules in a chain are named at most; who asks for the last one learns what is behind it. */
    private static final int LONGEST_CHAIN = 10;

    private final ModuleTable table;
    private final Extensions extensions;

    public ResolutionProblems(ModuleTable table, Extensions extensions) {
        this.table = table;
        this.extensions = extensions;
    }

    /** At least one problem: what keeps this unresolved module from being resolved. */
    public List<Problem> of(ModuleEntry entry) {
        List<Problem> problems = explain(entry, new HashSet<>());
        if (problems.isEmpty()) {
            String message = "the framework did not resolve module '" + entry.name() + "', bundle "
                    + entry.bundle().getBundleId();
            return List.of(Problem.of(ProblemCode.FRAMEWORK, message)
                    .fix("resolve the bundle with the framework's own command to see its reason"));
        }
        return problems;
    }

    private List<Problem> explain(ModuleEntry entry, Set<ModuleEntry> seen) {
        List<Problem> problems = new ArrayList<>();
        if (!seen.add(entry)) {
            return problems;
        } else if (seen.size() > LONGEST_CHAIN) {
            return List.of(Problem.of(
                    ProblemCode.DEPENDENCY_MISSING, "module '" + entry.name() + "' is unresolved in its turn"));
        }
        String runtime = entry.descriptor().runtime();
        if (extensions.findRuntime(runtime).isEmpty()) {
            problems.add(Problem.of(
                            ProblemCode.RUNTIME_MISSING,
                            "module '" + entry.name() + "' needs runtime '" + runtime + "', which is not active")
                    .fix("install and start the bundle that provides it"));
        }
        for (Dependency dependency : entry.descriptor().dependencies()) {
            if (!dependency.optional()) {
                explain(entry, dependency, problems, seen);
            }
        }
        return problems;
    }

    private void explain(ModuleEntry entry, Dependency dependency, List<Problem> problems, Set<ModuleEntry> seen) {
        List<ModuleEntry> namesakes = table.all(dependency.module());
        List<ModuleEntry> fitting = namesakes.stream()
                .filter(candidate -> Wiring.satisfies(dependency, candidate))
                .toList();
        if (fitting.isEmpty()) {
            problems.add(missing(entry, dependency, namesakes));
        } else if (fitting.stream().noneMatch(ResolutionProblems::isResolved)) {
            for (ModuleEntry candidate : fitting) {
                for (Problem cause : explain(candidate, seen)) {
                    problems.add(Problem.of(
                            ProblemCode.DEPENDENCY_MISSING,
                            "module '" + entry.name() + "' needs " + dependency + ", which is present but itself"
                                    + " unresolved because " + cause.message()));
                }
            }
        }
    }

    public static Problem missing(ModuleEntry entry, Dependency dependency, List<ModuleEntry> namesakes) {
        return missing(
                entry.name(),
                dependency,
                namesakes.stream()
                        .map(namesake -> namesake.descriptor().version().toString())
                        .toList());
    }

    public static Problem missing(String module, Dependency dependency, List<String> installedVersions) {
        String installed = installedVersions.isEmpty()
                ? "none"
                : installedVersions.stream().sorted().limit(10).collect(Collectors.joining(", "));
        return Problem.of(
                        ProblemCode.DEPENDENCY_MISSING,
                        "module '" + module + "' needs " + dependency + ", installed: " + installed)
                .fix(
                        installedVersions.isEmpty()
                                ? "load '" + dependency.module() + "' first"
                                : "install a version of '" + dependency.module() + "' in that range");
    }

    private static boolean isResolved(ModuleEntry entry) {
        int state = entry.bundle().getState();
        return state != Bundle.INSTALLED && state != Bundle.UNINSTALLED;
    }
}
