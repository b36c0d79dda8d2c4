package org.kernos.container;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.contract.ProviderContract;
import org.kernos.container.life.Dependents;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.OpenModule;

/** Whether a module can be swapped for a new content while it is in use (helix W-1, W-4). */
final class SwapChecks {

    private final ModuleTable table;
    private final Dependents dependents;

    SwapChecks(ModuleTable table, Dependents dependents) {
        this.table = table;
        this.dependents = dependents;
    }

    /** Whether it can be swapped at all, as it is now; otherwise it has to be stopped first. */
    boolean isSwappable(ModuleEntry entry) {
        return refusals(entry).isEmpty();
    }

    private List<Problem> refusals(ModuleEntry entry) {
        OpenModule open = table.running(entry).orElse(null);
        if (open == null || table.stateOf(entry) != ModuleState.ACTIVE) {
            return List.of(
                    refused(entry, "it is " + table.stateOf(entry), "start or resume it first, or load it anew"));
        }
        List<Problem> problems = new ArrayList<>();
        if (!open.supportsReload()) {
            problems.add(refused(
                    entry,
                    "it is not flagged as hot-reload",
                    "stop it, update it and start it, or let its author flag it and give it the hooks"));
        }
        List<String> linked = open.linkedBy();
        if (!linked.isEmpty()) {
            problems.add(refused(
                    entry,
                    "the code of '" + String.join("', '", linked) + "' is linked to its own",
                    "stop those first"));
        }
        return problems;
    }

    /**
     * @throws ModuleException with all that is in the way of the module's becoming this; nothing has been changed then
     */
    void require(ModuleEntry entry, ModuleDescriptor next) throws ModuleException {
        List<Problem> problems = new ArrayList<>(refusals(entry));
        if (!next.name().equals(entry.name())) {
            problems.add(refused(
                    entry, "the new content is module '" + next.name() + "'", "load that one beside it, or rename it"));
        }
        for (ModuleEntry dependent : dependents.directlyOn(entry)) {
            problems.addAll(missing(dependent, entry, next));
        }
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
    }

    private static List<Problem> missing(ModuleEntry dependent, ModuleEntry entry, ModuleDescriptor next) {
        List<Problem> problems = new ArrayList<>();
        for (Dependency dependency : dependent.descriptor().dependencies()) {
            if (!dependency.isMetBy(entry.name(), entry.descriptor().version())) {
                continue;
            }
            if (!dependency.isMetBy(next.name(), next.version())) {
                problems.add(refused(
                        entry,
                        "module '" + dependent.name() + "', which is active, needs " + dependency
                                + ", and the new content is version " + next.version(),
                        "swap or stop '" + dependent.name() + "' first"));
            } else {
                new ProviderContract(dependent.descriptor(), dependency, next)
                        .refusals()
                        .forEach(problem -> problems.add(
                                refused(entry, problem.message(), "swap or stop '" + dependent.name() + "' first")));
            }
        }
        return problems;
    }

    private static Problem refused(ModuleEntry entry, String why, String fix) {
        return Problem.of(ProblemCode.SWAP_REFUSED, "module '" + entry.name() + "' was not swapped: " + why)
                .fix(fix);
    }
}
