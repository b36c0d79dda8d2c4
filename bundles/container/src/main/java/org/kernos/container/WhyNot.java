package org.kernos.container;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.ResolutionProblems;
import org.kernos.container.life.Wiring;
import org.kernos.spi.NearNames;
import org.osgi.framework.Bundle;

/** Answers why a module or a function is not there: the chain of causes, outermost first. */
final class WhyNot {

    private final ModuleTable table;
    private final ModuleSearch search;
    private final ResolutionProblems resolution;

    WhyNot(ModuleTable table, ModuleSearch search, ResolutionProblems resolution) {
        this.table = table;
        this.search = search;
        this.resolution = resolution;
    }

    /** Empty when {@code name}, a module or a function, is there. */
    List<Problem> explain(String name) {
        int slash = name.startsWith("/") ? -1 : name.indexOf('/');
        if (slash < 0) {
            return explainModule(name, new HashSet<>());
        }
        if (table.findFunction(name).isPresent()) {
            return List.of();
        }
        String module = name.substring(0, slash);
        Optional<ModuleEntry> entry = table.find(module);
        if (entry.isPresent() && table.isServing(entry.get())) {
            return List.of(noFunction(entry.get(), name.substring(slash + 1)));
        }
        List<Problem> problems = new ArrayList<>();
        problems.add(Problem.of(
                ProblemCode.NO_SUCH_FUNCTION,
                "no function '" + name + "', since module '" + module + "' is not active"));
        problems.addAll(explainModule(module, new HashSet<>()));
        return problems;
    }

    private Problem noFunction(ModuleEntry entry, String function) {
        List<String> names = table.info(entry).functions().stream()
                .map(declaration -> declaration.name())
                .toList();
        return Problem.of(
                        ProblemCode.NO_SUCH_FUNCTION,
                        "no function '" + function + "' in module '" + entry.name() + "' (active, revision "
                                + entry.headers().revision() + ")")
                .suggest(NearNames.of(function, names))
                .fix("kernel:functions " + entry.name() + " lists what it registers");
    }

    /**
     * @param seen the modules on the way here: they may need each other in a circle
     */
    private List<Problem> explainModule(String name, Set<String> seen) {
        if (!seen.add(name)) {
            return List.of();
        }
        Optional<ModuleEntry> found = table.find(name);
        if (found.isEmpty()) {
            return notInstalled(name);
        }
        ModuleEntry entry = found.get();
        if (table.stateOf(entry) == ModuleState.PAUSED) {
            return List.of(
                    Problem.of(ProblemCode.NOT_ACTIVE, "module '" + name + "' is paused: calls of its functions wait")
                            .fix("module:resume " + name + " lets them go on"));
        } else if (table.isServing(entry)) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        problems.add(Problem.of(
                        ProblemCode.NOT_ACTIVE,
                        "module '" + name + "' is installed as bundle "
                                + entry.bundle().getBundleId() + ", but it is " + table.stateOf(entry))
                .fix("module:start " + name + " starts it"));
        problems.addAll(table.info(entry).problems());
        problems.addAll(table.refusal(name));
        if (entry.bundle().getState() == Bundle.INSTALLED) {
            problems.addAll(resolution.of(entry));
        }
        for (Dependency dependency : entry.descriptor().dependencies()) {
            boolean active = table.all(dependency.module()).stream()
                    .anyMatch(candidate -> table.isServing(candidate) && Wiring.satisfies(dependency, candidate));
            if (!active && !dependency.optional()) {
                problems.addAll(explainModule(dependency.module(), seen));
            }
        }
        return problems.stream().distinct().toList();
    }

    private List<Problem> notInstalled(String name) {
        List<Problem> refusal = table.refusal(name);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        List<String> near =
                NearNames.of(name, table.all().stream().map(ModuleEntry::name).toList());
        try {
            search.find(name, LoadOptions.NONE);
            return List.of(Problem.of(ProblemCode.MODULE_NOT_FOUND, "module '" + name + "' is not installed")
                    .suggest(near)
                    .fix("kernel:load " + name + " loads it"));
        } catch (ModuleException e) {
            return e.problems().stream().map(problem -> problem.suggest(near)).toList();
        }
    }
}
